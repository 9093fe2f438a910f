import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { type Caller, personBehind } from '../../auth/caller.ts'
import { holdsSecret } from '../../auth/secret.ts'
import { Overdue } from '../../deadline.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { costOf, refusalOfCost } from '../admission/cost.ts'
import { type OnFault, present } from './format-error.ts'
import { isSingle } from './keyed-operation.ts'
import { changePlainly, isPlainMutation } from './plain-mutation.ts'
import { type Denial, type Plan, Planner } from './plan.ts'
import { type Known, PlanCache } from './plan-cache.ts'
import { pathOfFaultyText } from './values.ts'

type Variables = Readonly<Record<string, unknown>>

export interface PlannedAnswer {
  readonly body: string
  readonly errorCodes: readonly string[]
}

const plansOfOperationMax = 8
const noVariables: Variables = {}

/**
 * Answers operations that Apollo Server has answered before: queries by a plan, mutations by graphql-js, byte for byte
 * as its pipeline would. Unusual requests, and queries with an error, are left to Apollo Server.
 */
export class Planned {
  readonly cache = new PlanCache()
  readonly #planner: Planner

  /** `schema` is the one without the shield, for plans; mutations run on the guarded one. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly guardedSchema: GraphQLSchema,
    private readonly onFault: OnFault,
  ) {
    this.#planner = new Planner(schema)
  }

  /**
   * Keeps an operation that is valid, unless its text holds a secret: from then on it is answered here, and clients may
   * send its hash in its place.
   */
  learn(
    text: string,
    operationName: string | undefined,
    known: Pick<Known, 'document' | 'operation'>,
    caller: Caller,
  ): void {
    // Secrets belong into variables; a document with one in its text is never kept.
    if (holdsSecret(text)) return
    // These include all mutations that take a password, which looks like any other text.
    const mayTakePassword = known.operation.operation !== 'query' && !isPlainMutation(known.operation)
    if (mayTakePassword && text.includes('"')) return
    // A person and their management tokens share one part of the cache.
    const owner = caller.kind === 'anonymous' ? 'anonymous' : `${caller.accountId} ${personBehind(caller)}`
    this.cache.add(text, operationName, known.document, known.operation, owner)
  }

  /** The answer to a known operation; undefined where Apollo Server should give it. Throws UNAVAILABLE. */
  answer(known: Known, given: Variables, context: RequestContext): Promise<PlannedAnswer | undefined> | undefined {
    const { operation } = known
    const { idempotency } = context.caller.origin
    if (operation.operation !== 'query' && (!isPlainMutation(operation) || (idempotency && !isSingle(operation)))) {
      return undefined
    }
    const coerced = this.#coerce(operation, given)
    if (!coerced) return undefined
    const cost = known.fixedCost ?? costOf(known.document, operation, coerced)
    context.log.cost = cost.points
    if (refusalOfCost(cost) || context.admission.refusalOf(operation, cost.points)) return undefined
    return operation.operation === 'mutation'
      ? changePlainly(this.guardedSchema, known, context, given, this.onFault)
      : this.#query(known, coerced, context)
  }

  async #query(known: Known, variables: Variables, context: RequestContext): Promise<PlannedAnswer | undefined> {
    try {
      const plan = this.#planOf(known, variables)
      if (!plan) return undefined
      const args = plan.argumentsOf(variables)
      const denials = plan.denialsOf(context.caller, args)
      if (denials.length > 0) return deny(denials, context.caller.origin.requestId)
      const data = dataOf(await plan.run(context, args))
      return data && { errorCodes: [], body: `{"data":${JSON.stringify(data)}}\n` }
    } catch (error) {
      if (error instanceof Overdue) context.admission.deadline.giveUp()
      // A GraphQLError means null for a variable with a default, where null does not fit.
      else if (!(error instanceof GraphQLError)) this.onFault(error, context.caller.origin.requestId)
      return undefined
    }
  }

  /** The variables, coerced; undefined where one does not fit. */
  #coerce({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables | undefined {
    if (!variableDefinitions || variableDefinitions.length === 0) return noVariables
    if (pathOfFaultyText(given)) return undefined
    return getVariableValues(this.schema, variableDefinitions, given, { maxErrors: 1 }).coerced
  }

  #planOf({ document, operation, conditions, plans }: Known, variables: Variables): Plan | null {
    const key = conditions.map((name) => variables[name]).join()
    let plan = plans.get(key)
    if (plan === undefined) {
      // The oldest plan makes room, and is made anew where it is still needed.
      if (plans.size === plansOfOperationMax) plans.delete(plans.keys().next().value as string)
      const values = Object.fromEntries(conditions.map((name) => [name, variables[name]]))
      plan = this.#planner.plan(document, operation, values) ?? null
      plans.set(key, plan)
    }
    return plan
  }
}

/** The data of an answer; undefined where there are errors, with which Apollo Server answers. Throws Overdue. */
function dataOf({ data, errors }: ExecutionResult): object | undefined {
  if (!errors || errors.length === 0) return data ?? undefined
  const late = errors.find(({ originalError }) => originalError instanceof Overdue)
  if (late) throw late.originalError
  return undefined
}

/** The answer to a query whose root fields are all refused, and null. */
function deny(denials: readonly Denial[], requestId: string): PlannedAnswer {
  const errors = denials.map(({ field: { responseName, locations }, error }) => {
    const formatted = { locations, path: [responseName] } as unknown as GraphQLFormattedError
    return present(error, requestId, () => {}, formatted)
  })
  const data = Object.fromEntries(denials.map(({ field }) => [field.responseName, null]))
  const errorCodes = errors.map(({ extensions }) => extensions.code)
  return { errorCodes, body: `${JSON.stringify({ errors, data })}\n` }
}

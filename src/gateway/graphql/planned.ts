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
import { changePlainly, isPlainMutation } from './plain-mutation.ts'
import { type Denial, type Plan, Planner } from './plan.ts'
import { type Known, PlanCache } from './plan-cache.ts'
import { pathOfFaultyText } from './values.ts'

type Variables = Readonly<Record<string, unknown>>

/** The whole answer, ready to be sent. */
export interface PlannedAnswer {
  readonly body: string
  readonly errorCodes: readonly string[]
}

const plansOfOperationMax = 8
const noVariables: Variables = {}

/**
 * Answers operations that Apollo Server has taken before: queries by a plan, mutations by graphql-js, both without its
 * pipeline and byte for byte as it would. What is unusual is not answered here, and neither is a query with an error.
 */
export class Planned {
  readonly cache = new PlanCache()
  readonly #planner: Planner

  /** `schema` is the plain one, of which plans are made; mutations run on the guarded one. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly guardedSchema: GraphQLSchema,
    private readonly onFault: OnFault,
  ) {
    this.#planner = new Planner(schema)
  }

  /**
   * Keeps an operation that has passed validation, and holds no secret: from then on it is answered here, and may be
   * named by its hash.
   */
  learn(
    text: string,
    operationName: string | undefined,
    known: Pick<Known, 'document' | 'operation'>,
    caller: Caller,
  ): void {
    // Secrets belong into variables; a document with a secret in its text is read anew each time.
    if (holdsSecret(text)) return
    // Among these are all that take a password, which looks like any other text.
    const mayTakePassword = known.operation.operation !== 'query' && !isPlainMutation(known.operation)
    if (mayTakePassword && text.includes('"')) return
    // The tokens of a person share what is the person's.
    const owner = caller.kind === 'anonymous' ? 'anonymous' : `${caller.accountId} ${personBehind(caller)}`
    this.cache.add(text, operationName, known.document, known.operation, owner)
  }

  /** The answer to a known operation; undefined where Apollo Server should give it. Throws UNAVAILABLE. */
  answer(known: Known, given: Variables, context: RequestContext): Promise<PlannedAnswer | undefined> | undefined {
    const { operation } = known
    if (operation.operation !== 'query' && !isPlainMutation(operation)) return undefined
    const coerced = this.#coerce(operation, given)
    if (!coerced) return undefined
    const cost = known.fixedCost ?? costOf(known.document, operation, coerced)
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
      // Null for a variable with a default may not fit where it stands, which graphql-js tells.
      else if (!(error instanceof GraphQLError)) this.onFault(error, context.caller.origin.requestId)
      return undefined
    }
  }

  /** Undefined for values that the operation does not take. */
  #coerce({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables | undefined {
    if (!variableDefinitions || variableDefinitions.length === 0) return noVariables
    if (pathOfFaultyText(given)) return undefined
    return getVariableValues(this.schema, variableDefinitions, given, { maxErrors: 1 }).coerced
  }

  #planOf({ document, operation, conditions, plans }: Known, variables: Variables): Plan | null {
    const key = conditions.map((name) => variables[name]).join()
    let plan = plans.get(key)
    if (plan === undefined) {
      // The oldest goes: a caller who needs it makes it anew, and keeps nobody else from theirs.
      if (plans.size === plansOfOperationMax) plans.delete(plans.keys().next().value as string)
      const values = Object.fromEntries(conditions.map((name) => [name, variables[name]]))
      plan = this.#planner.plan(document, operation, values) ?? null
      plans.set(key, plan)
    }
    return plan
  }
}

/** What a query answers with; undefined where there is an error to tell. Throws Overdue. */
function dataOf({ data, errors }: ExecutionResult): object | undefined {
  if (!errors || errors.length === 0) return data ?? undefined
  const late = errors.find(({ originalError }) => originalError instanceof Overdue)
  if (late) throw late.originalError
  return undefined
}

/** The answer to a query of which nothing is allowed: every root field is null. */
function deny(denials: readonly Denial[], requestId: string): PlannedAnswer {
  const errors = denials.map(({ field: { responseName, locations }, error }) => {
    const formatted = { locations, path: [responseName] } as unknown as GraphQLFormattedError
    return present(error, requestId, () => {}, formatted)
  })
  const data = Object.fromEntries(denials.map(({ field }) => [field.responseName, null]))
  const errorCodes = errors.map(({ extensions }) => extensions.code)
  return { errorCodes, body: `${JSON.stringify({ errors, data })}\n` }
}

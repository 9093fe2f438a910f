import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { type Caller, personBehind } from '../../auth/caller.ts'
import { holdsSecret } from '../../auth/secret.ts'
import { Overdue } from '../../deadline.ts'
import { decide, refusal } from '../../policy/decide.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { costOf, refusalOfCost } from '../admission/cost.ts'
import { compile, type Plan, type PlannedField } from '../plans/compile.ts'
import { run } from '../plans/run.ts'
import { Unplanned } from '../plans/unplanned.ts'
import { type OnFault, present } from './format-error.ts'
import { change, isPlainChange } from './plain-mutation.ts'
import { type Known, PlanCache } from './plan-cache.ts'
import { pathOfFaultyText } from './values.ts'

type Variables = Readonly<Record<string, unknown>>

/** A request as GraphQL over HTTP knows it. */
export interface Asked {
  readonly query: string
  readonly operationName: string | null | undefined
  readonly variables: Variables | null | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined
}

/** The whole answer, ready to be sent. */
export interface Answered {
  readonly body: string
  readonly errorCodes: readonly string[]
}

const plansOfOperationMax = 8
const noVariables: Variables = {}

/**
 * Answers what Apollo Server has taken before, queries by a plan, without its pipeline and byte for byte as it would.
 * Whatever is unusual is not answered here: Apollo Server takes it, and tells what is wrong.
 */
export class HotPath {
  readonly cache = new PlanCache()

  /** Plans are made of the plain schema, which their guards protect; changes run on the guarded one. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly guardedSchema: GraphQLSchema,
    private readonly onFault: OnFault,
  ) {}

  /**
   * Keeps an operation that has passed validation, and holds no secret: a plan answers it from then on, and whoever
   * sends its hash need not send it.
   */
  learn({ query, operationName }: Asked, known: Pick<Known, 'document' | 'operation'>, caller: Caller): void {
    // Secrets belong into variables; whoever writes one into the text has it read anew each time.
    if (holdsSecret(query)) return
    // Among these are all that take a password, which looks like any other text.
    const mayTakePassword = known.operation.operation !== 'query' && !isPlainChange(known.operation)
    if (mayTakePassword && query.includes('"')) return
    // The tokens of a person share what is the person's.
    const owner = caller.kind === 'anonymous' ? 'anonymous' : `${caller.accountId} ${personBehind(caller)}`
    this.cache.add(query, operationName, known.document, known.operation, owner)
  }

  /** A known operation's answer; undefined where Apollo Server should take it. */
  async answer(known: Known, given: Variables, context: RequestContext): Promise<Answered | undefined> {
    const { operation } = known
    if (operation.operation !== 'query' && !isPlainChange(operation)) return undefined
    const coerced = this.#coerce(operation, given)
    if (!coerced) return undefined
    const cost = known.fixedCost ?? costOf(known.document, operation, coerced)
    if (refusalOfCost(cost) || context.passage.refusalOf(operation, cost.points)) return undefined
    if (operation.operation === 'mutation') return change(this.guardedSchema, known, context, given, this.onFault)
    try {
      const plan = this.#planOf(known, coerced)
      if (!plan) return undefined
      const { fields } = plan.root
      const denied = fields.map((field) => refusalOf(field, context.caller, coerced))
      if (denied.length > 0 && denied.every((error) => error !== undefined)) {
        // Before graphql-js asks who may, it reads the arguments: null for a variable with a default may not fit.
        for (const field of fields) field.argsOf(coerced)
        return denial(fields, denied, context.caller.origin.requestId)
      }
      if (denied.some((error) => error !== undefined)) return undefined
      return { errorCodes: [], body: `{"data":${await run(plan, context, coerced)}}\n` }
    } catch (error) {
      if (error instanceof Overdue) context.passage.deadline.giveUp()
      return undefined
    }
  }

  /** Undefined for values that the operation does not take. */
  #coerce({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables | undefined {
    if (!variableDefinitions || variableDefinitions.length === 0) return noVariables
    if (pathOfFaultyText(given)) return undefined
    return getVariableValues(this.schema, variableDefinitions, given, { maxErrors: 1 }).coerced
  }

  #planOf(known: Known, variables: Variables): Plan | null {
    const { document, operation, conditions, plans } = known
    const key = conditions.map((name) => variables[name]).join()
    let plan = plans.get(key)
    if (plan === undefined) {
      // The oldest goes: whoever asks for it makes it anew, and nobody keeps others from theirs.
      if (plans.size === plansOfOperationMax) plans.delete(plans.keys().next().value as string)
      plan = this.#compile(document, operation, Object.fromEntries(conditions.map((name) => [name, variables[name]])))
      plans.set(key, plan)
    }
    return plan
  }

  #compile(document: Known['document'], operation: OperationDefinitionNode, conditions: Variables): Plan | null {
    try {
      return compile(this.schema, document, operation, conditions)
    } catch (error) {
      // A GraphQLError is null for a condition, which has a default.
      if (error instanceof Unplanned || error instanceof GraphQLError) return null
      throw error
    }
  }
}

/** The refusal that the outer wall would answer with for a root field. */
function refusalOf(field: PlannedField, caller: Caller, variables: Variables) {
  const { requirement } = field
  if (requirement === undefined) return undefined
  if (typeof requirement === 'string' || requirement.special !== 'own' || requirement.id === undefined) {
    return refusal(decide(caller, requirement, null))
  }
  const owner = field.argsOf(variables)[requirement.id]
  return refusal(decide(caller, requirement, owner === undefined || owner === null ? null : String(owner)))
}

/** The answer to a query of which nothing is allowed: every root field is null. */
function denial(
  fields: readonly PlannedField[],
  refusals: readonly (Error | undefined)[],
  requestId: string,
): Answered {
  const errors = fields.map(({ responseName, locations }, at) => {
    const formatted = { locations, path: [responseName] } as unknown as GraphQLFormattedError
    return present(refusals[at], requestId, () => {}, formatted)
  })
  const data = Object.fromEntries(fields.map(({ responseName }) => [responseName, null]))
  const errorCodes = errors.map(({ extensions }) => extensions.code)
  return { errorCodes, body: `${JSON.stringify({ errors, data })}\n` }
}

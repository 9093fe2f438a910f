import { execute, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql'
import { Overdue } from '../../deadline.ts'
import { requirementOf } from '../../policy/operations.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { nameUnfitArguments, type OnFault, present } from './format-error.ts'
import { isOutage } from './outage.ts'
import type { Known } from './plan-cache.ts'

/**
 * Whether a mutation needs nothing of Apollo Server's once it is known: what asks for a permission, and nothing else,
 * neither sets a cookie nor takes a password.
 */
export const isPlainMutation = ({ operation, selectionSet }: OperationDefinitionNode): boolean =>
  operation === 'mutation' &&
  selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && typeof requirementOf('Mutation', selection.name.value) === 'string',
  )

/**
 * Carries out a known mutation by graphql-js behind the plain shield, as Apollo Server would; what fails is told here,
 * because nobody may try it a second time. `schema` is the guarded one. Throws UNAVAILABLE.
 */
export async function changePlainly(
  schema: GraphQLSchema,
  { document, operation }: Known,
  context: RequestContext,
  variableValues: Readonly<Record<string, unknown>>,
  onFault: OnFault,
): Promise<{ readonly body: string; readonly errorCodes: readonly string[] }> {
  const operationName = operation.name?.value
  const { data, errors } = await execute({ schema, document, operationName, contextValue: context, variableValues })
  if (!errors) return { errorCodes: [], body: `${JSON.stringify({ data })}\n` }
  if (errors.some(({ originalError }) => originalError instanceof Overdue)) context.admission.deadline.giveUp()
  nameUnfitArguments(document, errors)
  const { requestId } = context.caller.origin
  const told = errors.map((error) => present(error, requestId, onFault, error.toJSON()))
  const errorCodes = told.map(({ extensions }) => extensions.code)
  if (isOutage(data, errorCodes)) throw errors[0]?.originalError
  return { errorCodes, body: `${JSON.stringify({ errors: told, data })}\n` }
}

import { execute, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql'
import { isDryRun } from '../../changes/dry-run.ts'
import { Overdue } from '../../deadline.ts'
import { requirementOf } from '../../policy/operations.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { extensionsOf } from './extensions.ts'
import { isOutage, nameUnfitArguments, type OnFault, present } from './format-error.ts'
import { tellGone } from './keyed-operation.ts'
import type { Known } from './plan-cache.ts'

/**
 * Whether a mutation may run without Apollo Server once it is known: all its fields require a permission. Such fields
 * set no cookie and take no password. A rehearsal is left to Apollo Server.
 */
export const isPlainMutation = (node: OperationDefinitionNode): boolean =>
  node.operation === 'mutation' &&
  !isDryRun(node) &&
  node.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && typeof requirementOf('Mutation', selection.name.value) === 'string',
  )

/**
 * Runs a known mutation by graphql-js on the guarded schema, as Apollo Server would. Its errors are answered here, and
 * not left to Apollo Server, which would run it a second time. Throws UNAVAILABLE.
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
  const { origin } = context.caller
  const extensions = extensionsOf(origin)
  if (!errors) return { errorCodes: [], body: `${JSON.stringify({ data, extensions })}\n` }
  if (errors.some(({ originalError }) => originalError instanceof Overdue)) context.admission.deadline.giveUp()
  nameUnfitArguments(document, errors)
  if (origin.idempotency?.outcome?.replayed) tellGone(errors)
  const told = errors.map((error) => present(error, origin.requestId, onFault, error.toJSON()))
  const errorCodes = told.map(({ extensions: { code } }) => code)
  if (isOutage(data, errorCodes)) throw errors[0]?.originalError
  return { errorCodes, body: `${JSON.stringify({ errors: told, data, extensions })}\n` }
}

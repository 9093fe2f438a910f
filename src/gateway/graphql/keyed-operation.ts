import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'
import { getVariableValues } from 'graphql/execution/values.js'
import { badInput, type ClustergateError } from '../../errors.ts'
import { type Idempotency, keyHeader } from '../../idempotency.ts'
import { anyone, type MutationName, operations } from '../../policy/operations.ts'
import { printDateTime } from '../../values/date-time.ts'

/**
 * The refusal of a valid operation that was sent with an `Idempotency-Key` and cannot be carried out under one: a key
 * that was silently ignored would be a false promise. Queries change nothing, so that any key fits them.
 */
export function refusalOfKey(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ClustergateError | undefined {
  if (operation.operation !== 'mutation') return undefined
  const names = rootFieldsOf(schema, document, operation, variables)
  const [name] = names
  if (names.length !== 1 || name === undefined) {
    return badInput(
      keyHeader,
      `With ${keyHeader}, a request carries out one mutation, and this one asks for ${names.length}. Send each in a request of its own, with a key of its own; or leave the header out.`,
    )
  }
  if (operations.Mutation[name as MutationName].requires !== anyone) return undefined
  return badInput(
    keyHeader,
    `${name} needs no credential, and keys belong to those who present one. Leave the header out.`,
  )
}

/** Whether an operation is seen to have one root field, without looking at variables or into fragments. */
export const isSingle = ({ selectionSet: { selections } }: OperationDefinitionNode): boolean =>
  selections.length === 1 && !selections[0]?.directives?.length

/** What an answer says of its key in `extensions.idempotency`; undefined where nothing was carried out under one. */
export function toldOfKey(idempotency: Idempotency | undefined) {
  const outcome = idempotency?.outcome
  return outcome?.replayed ? { replayed: true, firstAt: printDateTime(outcome.firstAt) } : outcome
}

const gone = 'This was carried out before, under the same key, and what it belonged to is gone by now.'

/**
 * Tells in a replay that something is gone which an object always has, such as the database of a table: the object was
 * there when the mutation was carried out. For graphql-js it is a fault of ours.
 */
export function tellGone(errors: readonly GraphQLError[]): void {
  for (const error of errors) {
    if (!error.originalError?.message.startsWith('Cannot return null for non-nullable field')) continue
    error.message = gone
    error.extensions['code'] = 'NOT_FOUND'
  }
}

/** The names of the mutations that an operation asks for, with those in fragments, and without what is skipped. */
function rootFieldsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  const mutations = schema.getMutationType()
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
  if (!mutations || !coerced) return []
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  const collected = collectFields(schema, fragments, coerced, mutations, operation.selectionSet)
  return [...collected.values()].flatMap(([field]) => field?.name.value ?? []).filter((name) => !name.startsWith('__'))
}

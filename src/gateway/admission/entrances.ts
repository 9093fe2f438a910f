import { Kind, type OperationDefinitionNode } from 'graphql'
import { anyone, operations } from '../../policy/operations.ts'

/**
 * Root fields that are open to the anonymous, such as `signIn`. Each has a rate limit of its own for each network, so
 * that a stranger who uses up the points of a network for other queries keeps nobody there from signing in.
 */
const entrances: ReadonlySet<string> = new Set(
  Object.entries({ ...operations.Query, ...operations.Mutation })
    .filter(([, { requires }]) => requires === anyone)
    .map(([name]) => name),
)

/** The entrance that an operation selects, where it selects nothing else. */
export function entranceOf({ selectionSet }: OperationDefinitionNode): string | undefined {
  const [field, ...others] = selectionSet.selections
  if (field?.kind !== Kind.FIELD || others.length > 0) return undefined
  return entrances.has(field.name.value) ? field.name.value : undefined
}

import { Kind, type OperationDefinitionNode } from 'graphql'
import { anyone, operations } from '../../policy/operations.ts'

/**
 * What is open to somebody who is not signed in, such as `signIn`: what people ask on the way in. Each has an allowance
 * of its own for each network, so that a stranger who spends what a network has for other queries keeps nobody there
 * from coming in.
 */
const entrances: ReadonlySet<string> = new Set(
  Object.entries({ ...operations.Query, ...operations.Mutation })
    .filter(([, { requires }]) => requires === anyone)
    .map(([name]) => name),
)

/** Which entrance an operation is: it asks for that alone. */
export function entranceOf({ selectionSet }: OperationDefinitionNode): string | undefined {
  const [field, ...others] = selectionSet.selections
  if (field?.kind !== Kind.FIELD || others.length > 0) return undefined
  return entrances.has(field.name.value) ? field.name.value : undefined
}

import { Kind, type OperationDefinitionNode, parse } from 'graphql'
import { anyone, operations } from '../../policy/operations.ts'
import { checkNesting } from '../nesting.ts'
import { limits } from './document-limits.ts'

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

/** A first look, so that only what may be an entrance is parsed. */
const perhapsEntrance = new RegExp(`\\b(?:${[...entrances].join('|')})\\b`)

/** As `entranceOf`, before a document is known. Throws QUERY_TOO_COMPLEX; what else is wrong is told later. */
export function entranceIn(text: string | undefined, operationName: string | undefined): string | undefined {
  if (text === undefined || !perhapsEntrance.test(text)) return undefined
  checkNesting(text)
  const operation = operationIn(text, operationName)
  return operation && entranceOf(operation)
}

function operationIn(text: string, operationName: string | undefined): OperationDefinitionNode | undefined {
  try {
    const { definitions } = parse(text, { maxTokens: limits.tokens, noLocation: true })
    const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode[]
    if (operationName === undefined) return operations.length === 1 ? operations[0] : undefined
    return operations.find(({ name }) => name?.value === operationName)
  } catch {
    return undefined
  }
}

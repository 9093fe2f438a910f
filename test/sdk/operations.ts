import { Kind, type OperationDefinitionNode, type OperationTypeNode, parse } from 'graphql'
import * as generated from '../../src/sdk/generated.ts'
import type { Client } from '../gateway.ts'

/** What the SDK, the CLI and the console may ask, by name, as they ask it. */
export const operations = new Map(
  Object.entries(generated)
    .filter(([name]) => name.endsWith('Document'))
    .map(([name, document]) => [name.replace(/Document$/, ''), read(String(document))]),
)

export const namesOf = (type: OperationTypeNode) =>
  [...operations].filter(([, operation]) => operation.type === type).map(([name]) => name)

export const textOf = (name: string): string => operations.get(name)?.text ?? ''

/** The data of an operation that must succeed as a whole, with the types that were generated for it. */
export const run = <Result, Variables>(
  client: Client,
  document: generated.TypedDocumentString<Result, Variables>,
  given: Variables,
): Promise<Result> => client.run(String(document), given as object)

interface Operation {
  readonly text: string
  readonly type: OperationTypeNode
  readonly rootFields: readonly string[]
}

function read(text: string): Operation {
  const isOperation = (definition: { kind: Kind }): definition is OperationDefinitionNode =>
    definition.kind === Kind.OPERATION_DEFINITION
  const [operation] = parse(text).definitions.filter(isOperation)
  if (!operation) throw new Error(`There is no operation in: ${text}`)
  const rootFields = operation.selectionSet.selections.map((field) =>
    field.kind === Kind.FIELD ? field.name.value : field.kind,
  )
  return { text, type: operation.operation, rootFields }
}

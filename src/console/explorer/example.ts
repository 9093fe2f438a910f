import { Kind, type OperationDefinitionNode, parse, print, type TypeNode } from 'graphql'

export interface Example {
  readonly name: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly query: string
  /** The required variables as JSON, with empty values to be filled in. */
  readonly variables: string
}

/** An operation of the SDK as an example for the editor. */
export function exampleOf(document: string): Example {
  const parsed = parse(document)
  const operation = parsed.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (!operation?.name) throw new Error('An example needs a named operation.')
  const required = (operation.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  )
  const variables = Object.fromEntries(required.map(({ variable, type }) => [variable.name.value, blankOf(type)]))
  return {
    name: operation.name.value,
    kind: operation.operation,
    query: print(parsed),
    variables: JSON.stringify(variables, null, 2),
  }
}

function blankOf(type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return blankOf(type.type)
  if (type.kind === Kind.LIST_TYPE) return []
  const name = type.name.value
  if (name.endsWith('Input')) return {}
  return name === 'DateTime' ? new Date().toISOString() : ''
}

import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

export const rootTypes = ['Query', 'Mutation'] as const

type AnyField = GraphQLField<unknown, unknown>

/** `Query.viewer`, `Database.name`, …: every field of every object type that clients can ask for. */
export function coordinatesOf(schema: GraphQLSchema): { type: string; field: AnyField }[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })))
}

export function fieldAt(schema: GraphQLSchema, coordinate: string): AnyField {
  const [typeName = '', fieldName = ''] = coordinate.split('.')
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
  if (!field) throw new Error(`The schema has no ${coordinate}.`)
  return field
}

/** A document that asks for one root field, with all of its arguments as variables of their names. */
export function documentOf(schema: GraphQLSchema, coordinate: string, selection?: string): string {
  const field = fieldAt(schema, coordinate)
  const kind = coordinate.startsWith('Mutation.') ? 'mutation' : 'query'
  const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ')
  const call = given ? `${field.name}(${given})` : field.name
  return `${kind}${declared && ` (${declared})`} { ${call} ${selection ?? leafOf(field.type)} }`
}

/** The least that tells whether an object was given: its id, one value of it, or the ids of a page. */
function leafOf(outer: GraphQLOutputType): string {
  const type = getNamedType(outer)
  if (isLeafType(type)) return ''
  if (type.name.endsWith('Payload')) return '{ __typename }'
  if (type.name.endsWith('Connection')) return '{ nodes { id } }'
  if (isInterfaceType(type)) return '{ id }'
  if (!isObjectType(type)) return '{ __typename }'
  const fields = type.getFields()
  if (fields['id']) return '{ id }'
  return `{ ${Object.values(fields).find((field) => isLeafType(getNamedType(field.type)))?.name} }`
}

/** A field with as much below it as GraphQL demands. */
export const selected = (field: AnyField): string =>
  isLeafType(getNamedType(field.type)) ? calledLeaf(field) : `${field.name} { __typename }`

/** A field without fields below it, with the first value of each enum that it asks for. */
export function calledLeaf({ name, args }: AnyField): string {
  const given = args.filter(isRequiredArgument).map((argument) => {
    const type = getNamedType(argument.type)
    if (!isEnumType(type)) throw new Error(`There is no value for ${name}(${argument.name}).`)
    return `${argument.name}: ${type.getValues()[0]?.name}`
  })
  return given.length > 0 ? `${name}(${given.join(', ')})` : name
}

/** Where ids stand: `Query.node(id)`, `Mutation.inviteUsers(input.invitations.groupIds)`, … */
export function idArguments(schema: GraphQLSchema): string[] {
  return coordinatesOf(schema).flatMap(({ type, field }) =>
    field.args.flatMap((argument) =>
      idPaths(argument.type, argument.name).map((path) => `${type}.${field.name}(${path})`),
    ),
  )
}

function idPaths(outer: GraphQLInputType, path: string, seen: readonly string[] = []): string[] {
  const type = getNamedType(outer)
  if (type.name === 'ID') return [path]
  if (!isInputObjectType(type) || seen.includes(type.name)) return []
  return Object.values(type.getFields()).flatMap((field) =>
    idPaths(field.type, `${path}.${field.name}`, [...seen, type.name]),
  )
}

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { typeNameOf } from '../../src/nodes/node.type.ts'
import { calledLeaf } from '../policy/documents.ts'
import type { GeneratedDocument } from './documents.ts'

const idsOfDocument = 4

/** Documents that ask for every field of every type that queries lead to, of every object that there is. */
export function surveyOf(
  schema: GraphQLSchema,
  ids: readonly string[],
  valuesOf: Readonly<Record<string, readonly unknown[]>>,
): GeneratedDocument[] {
  const query = schema.getQueryType() as GraphQLObjectType
  const ofNodes = schema.getPossibleTypes(nodeType(schema)).flatMap((type) => {
    const own = ids.filter((id) => typeNameOf({ id }) === type.name)
    const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on ${type.name} ${everyField(type, 1)} } }`
    const counts = Object.values(type.getFields())
      .filter((field) => isObjectType(getNamedType(field.type)) && field.args.some(({ name }) => name === 'first'))
      .map(
        ({ name }) =>
          `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${type.name} { ${name} { totalCount } } } }`,
      )
    return [
      ...chunks(own, idsOfDocument).map((some) => ({ query: text, variables: { ids: some } })),
      ...counts.map((query) => ({ query, variables: { ids: own.slice(0, 1) } })),
    ]
  })
  const ofNode = ids.map((id) => ({ query: 'query ($id: ID!) { node(id: $id) { __typename id } }', variables: { id } }))
  const ofRoots = Object.values(query.getFields()).flatMap((field) => {
    const type = getNamedType(field.type)
    if (!isObjectType(type)) return []
    const required = field.args.filter((argument) => isNonNullType(argument.type))
    const declared = required.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    const isPage = field.args.some(({ name }) => name === 'first')
    const given = [...required.map(({ name }) => `${name}: $${name}`), ...(isPage ? ['first: 2'] : [])]
    const text = `query ${declared && `(${declared})`} { ${field.name}${argumentsOf(given)} ${everyField(type, isPage ? 1 : 2, true)} }`
    const [name] = required.map((argument) => argument.name)
    const values = name === undefined ? [undefined] : name === 'id' ? ids : (valuesOf[name] ?? [])
    return values.map((value) => ({ query: text, variables: name === undefined ? {} : { [name]: value } }))
  })
  return [...ofNode, ...ofNodes, ...ofRoots]
}

/** A selection of all fields of a payload, and of the objects in it. */
export const everyFieldOf = (payload: GraphQLObjectType): string => everyField(payload, 2)

interface Place {
  /** The types that lead here. */
  readonly path: readonly string[]
  /** Whether these are no more than an object and its parts. */
  readonly isNear: boolean
}

/**
 * All fields of a type, and those of the types below it down to some depth; connections say `totalCount` at the top. Of
 * an object below one of its own type, the id alone; the parts of the object that is asked for cost no depth.
 */
function everyField(
  type: GraphQLObjectType,
  depth: number,
  isTop = false,
  { path, isNear }: Place = { path: [], isNear: true },
): string {
  const here = [...path, type.name]
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type)
    if (isLeafType(below)) return field.name === 'totalCount' && !isTop ? [] : [calledLeaf(field)]
    if (isInterfaceType(below)) return [`${field.name} { id }`]
    return isObjectType(below) ? everyObject(field, below, depth, { path: here, isNear }) : []
  })
  return `{ ${parts.join(' ')} }`
}

function everyObject(field: GraphQLField<unknown, unknown>, type: GraphQLObjectType, depth: number, place: Place) {
  const { path } = place
  if (path.includes(type.name)) return depth > 0 && hasId(type) ? [`${field.name} { id }`] : []
  const isNear = place.isNear && isPlain(type)
  // What pages hold does not go deeper for it.
  const isFree = isNear || /Connection$|Edge$/.test(path.at(-1) ?? '')
  return everyFieldBelow(field, type, isFree ? depth : depth - 1, { path, isNear })
}

const hasId = (type: GraphQLObjectType): boolean => 'id' in type.getFields()

/** Whether a type is a part of an object, from which nothing leads to another. */
const isPlain = (type: GraphQLObjectType): boolean =>
  !hasId(type) &&
  Object.values(type.getFields()).every(({ type: of, args }) => {
    const below = getNamedType(of)
    return args.length === 0 && (isLeafType(below) || (isObjectType(below) && isPlain(below)))
  })

function everyFieldBelow(
  { name, args }: GraphQLField<unknown, unknown>,
  type: GraphQLObjectType,
  depth: number,
  place: Place,
) {
  if (depth < 0) return []
  const given = args.some((argument) => argument.name === 'first') ? ['first: 1'] : []
  const selection = everyField(type, depth, false, place)
  return selection === '{  }' ? [] : [`${name}${argumentsOf(given)} ${selection}`]
}

const argumentsOf = (given: readonly string[]): string => (given.length > 0 ? `(${given.join(', ')})` : '')

function nodeType(schema: GraphQLSchema) {
  const node = schema.getType('Node')
  if (!isInterfaceType(node)) throw new Error('The schema has no interface Node.')
  return node
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}

/** Coordinates of the fields that queries lead to. */
export const fieldsBelowQuery = (schema: GraphQLSchema): Set<string> => fieldsBelow(schema, schema.getQueryType())

/** Coordinates of the fields that only mutations lead to, which are those of payloads. */
export function fieldsOfPayloads(schema: GraphQLSchema): Set<string> {
  const ofQueries = fieldsBelowQuery(schema)
  return new Set([...fieldsBelow(schema, schema.getMutationType())].filter((field) => !ofQueries.has(field)))
}

function fieldsBelow(schema: GraphQLSchema, root: GraphQLObjectType | null | undefined): Set<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const visit = (type: GraphQLNamedType): void => {
    if (seen.has(type.name)) return
    seen.add(type.name)
    if (isInterfaceType(type)) for (const possible of schema.getPossibleTypes(type)) visit(possible)
    if (!isObjectType(type)) return
    for (const field of Object.values(type.getFields())) {
      found.add(`${type.name}.${field.name}`)
      visit(getNamedType(field.type))
    }
  }
  visit(root as GraphQLObjectType)
  return found
}

/** Adds the coordinates of the fields that were not null in an answer. */
export function noteFields(
  schema: GraphQLSchema,
  { query }: GeneratedDocument,
  data: unknown,
  found: Set<string>,
): void {
  const document = parse(query)
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const root = operation?.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType()
  if (operation && root) noteSelection(schema, document, operation.selectionSet, root, data, found)
}

function noteSelection(
  schema: GraphQLSchema,
  document: DocumentNode,
  set: SelectionSetNode,
  type: GraphQLObjectType,
  value: unknown,
  found: Set<string>,
): void {
  if (Array.isArray(value)) {
    for (const one of value) noteSelection(schema, document, set, type, one, found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const object = value as Record<string, unknown>
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const below = object[selection.alias?.value ?? selection.name.value]
      noteField(schema, document, selection, type, below, found)
    } else {
      const below = fragmentOn(type, document, selection)
      if (below) noteSelection(schema, document, below, type, object, found)
    }
  }
}

/** What a fragment selects of a type; undefined when it is on another type. */
function fragmentOn(
  type: GraphQLObjectType,
  document: DocumentNode,
  selection: InlineFragmentNode | FragmentSpreadNode,
): SelectionSetNode | undefined {
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(document, selection)
  return (fragment?.typeCondition?.name.value ?? type.name) === type.name ? fragment?.selectionSet : undefined
}

function noteField(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name, selectionSet }: FieldNode,
  type: GraphQLObjectType,
  value: unknown,
  found: Set<string>,
): void {
  const field = type.getFields()[name.value]
  if (!field || value === null || value === undefined) return
  if (!isListType(field.type) || (value as unknown[]).length > 0) found.add(`${type.name}.${field.name}`)
  if (selectionSet) noteBelow(schema, document, selectionSet, getNamedType(field.type), value, found)
}

const fragmentOf = ({ definitions }: DocumentNode, { name }: FragmentSpreadNode): FragmentDefinitionNode | undefined =>
  definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).find((one) => one.name.value === name.value)

/** An object behind an interface says itself what it is. */
function noteBelow(
  schema: GraphQLSchema,
  document: DocumentNode,
  set: SelectionSetNode,
  type: GraphQLNamedType,
  value: unknown,
  found: Set<string>,
): void {
  if (isObjectType(type)) noteSelection(schema, document, set, type, value, found)
  else
    for (const one of [value].flat()) {
      const concrete = schema.getType((one as { __typename?: string } | null)?.__typename ?? '')
      if (isObjectType(concrete)) noteSelection(schema, document, set, concrete, one, found)
    }
}

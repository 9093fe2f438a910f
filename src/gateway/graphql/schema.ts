import {
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
} from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { dryRunDirective } from '../../changes/dry-run.ts'
import { describeRequirement } from '../../policy/decide.ts'
import { requirementOf } from '../../policy/operations.ts'
import { Relation } from '../../requests/relation.ts'

/** Builds the public schema over instances of resolvers. The description of each field ends with its requirement. */
export function buildGatewaySchema(resolvers: readonly object[]): GraphQLSchema {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]))
  const schema = buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<() => unknown>,
    directives: [...specifiedDirectives, dryRunDirective],
    container: { get: (type) => instances.get(type) },
    // Services parse all values; errors of type-graphql's own validation would quote them.
    validate: false,
  })
  attachRelations(schema, resolvers)
  markOneOf(schema)
  describePermissions(schema)
  return schema
}

/** Makes each relation the resolver of its field, for plans and for Apollo Server alike. */
function attachRelations(schema: GraphQLSchema, resolvers: readonly object[]): void {
  for (const [property, relation] of resolvers.flatMap((resolver) => Object.entries(resolver))) {
    if (!(relation instanceof Relation)) continue
    const [typeName, fieldName] = relation.coordinate.split('.') as [string, string]
    const type = schema.getType(typeName)
    const field = isObjectType(type) && property === fieldName ? type.getFields()[fieldName] : undefined
    if (!field) throw new Error(`The relation ${relation.coordinate} stands behind no field of the schema.`)
    field.resolve = relation.resolve
  }
}

/** Input types of which exactly one field is given; type-graphql does not know of them. */
function markOneOf(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions['oneOf'] === true) type.isOneOf = true
  }
}

/** Adds to the descriptions of types and fields what they require; fields that require what their type does need none. */
function describePermissions(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    const ofType = describe(type.name, '')
    type.description = joined(type.description, ofType)
    for (const field of Object.values(type.getFields())) {
      const ofField = describe(type.name, field.name)
      if (ofField !== ofType) field.description = joined(field.description, ofField)
    }
  }
}

/** The fields of Query and Mutation have requirements, these types have none. */
function describe(typeName: string, fieldName: string): string | undefined {
  const requirement = requirementOf(typeName, fieldName)
  return requirement && describeRequirement(requirement)
}

const joined = (...parts: readonly (string | null | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(' ') || undefined

/** The text of schema/schema.graphql: sorted, with descriptions. */
export const printGatewaySchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`

import {
  buildASTSchema,
  defaultFieldResolver,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  type InputValueDefinitionNode,
  isAbstractType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  parse,
  parseType,
  printSchema,
  visit,
} from 'graphql'
import { typeNameOf } from '../../nodes/node.type.ts'
import { refusal } from '../../policy/decide.ts'
import { requirementOf } from '../../policy/operations.ts'
import { decideField } from '../../policy/shield.ts'
import type { RequestContext } from '../../requests/request-context.ts'

type Resolver = GraphQLFieldResolver<unknown, RequestContext>

/** The only argument of a field with arguments, and its type: an object of all arguments, as the resolver takes it. */
export const argumentsName = 'args'
export const argumentsType = 'Arguments'

/**
 * The schema for graphql-jit. Its fields take their arguments as one value that graphql-js has coerced: graphql-jit's
 * own coercion follows the specification less closely, and writes literals of clients into generated code. In the
 * guarded schema every field checks its row of the privilege table, synchronously.
 */
export function planSchemaOf(schema: GraphQLSchema, isGuarded: boolean): GraphQLSchema {
  const definitions = visit(parse(`${printSchema(schema)}\nscalar ${argumentsType}`, { noLocation: true }), {
    FieldDefinition: withOneArgument,
  })
  const plannable = buildASTSchema(definitions, { assumeValid: true })
  for (const type of Object.values(plannable.getTypeMap())) {
    // The types of introspection are shared by all schemas, and must not be changed.
    if (isIntrospectionType(type)) continue
    const original = schema.getType(type.name)
    if (isObjectType(type) && isObjectType(original)) resolveFields(type, original, isGuarded)
    else if (isAbstractType(type)) {
      // type-graphql's own `resolveType` makes a promise for each object.
      type.resolveType = (value) => typeNameOf(value as { id: string })
    } else if (isLeafType(type) && isLeafType(original) && !isSpecifiedScalarType(type)) {
      type.serialize = (value) => original.serialize(value)
    }
  }
  const coerced = plannable.getType(argumentsType) as GraphQLScalarType
  coerced.parseValue = (value) => value
  return plannable
}

/** Gives the fields of a type the resolvers of the original, with or without guards. */
function resolveFields(type: GraphQLObjectType, original: GraphQLObjectType, isGuarded: boolean): void {
  const isComputed = original.extensions['isComputed'] === true
  for (const field of Object.values(type.getFields())) {
    const resolve = resolverOf(original.getFields()[field.name] as GraphQLField<unknown, RequestContext>, isComputed)
    if (isGuarded) field.resolve = guarded(type.name, field.name, resolve)
    else if (resolve) field.resolve = unguarded(resolve)
  }
}

/** The resolver of a field; undefined where graphql-jit may read the property itself. */
function resolverOf(field: GraphQLField<unknown, RequestContext>, isComputed: boolean): Resolver | undefined {
  if (field.resolve) return field.resolve
  // graphql-jit does not call a method of an object, as the default resolver does.
  return isComputed || !isLeafType(getNamedType(field.type)) ? defaultFieldResolver : undefined
}

const unguarded =
  (resolve: Resolver): Resolver =>
  (parent, given, context, info) => {
    context.caller.origin.deadline?.check()
    return resolve(parent, given[argumentsName] ?? {}, context, info)
  }

function guarded(typeName: string, fieldName: string, resolve: Resolver = defaultFieldResolver): Resolver {
  const requirement = requirementOf(typeName, fieldName)
  const run = unguarded(resolve)
  return (parent, given, context, info) => {
    const from = typeName === 'Query' ? (given[argumentsName] ?? {}) : parent
    const refused = refusal(decideField(context.caller, typeName, requirement, from))
    if (refused) throw refused
    return run(parent, given, context, info)
  }
}

function withOneArgument(field: FieldDefinitionNode): FieldDefinitionNode | undefined {
  if (!field.arguments?.length) return undefined
  const argument: InputValueDefinitionNode = {
    kind: Kind.INPUT_VALUE_DEFINITION,
    name: { kind: Kind.NAME, value: argumentsName },
    type: parseType(argumentsType),
  }
  return { ...field, arguments: [argument] }
}

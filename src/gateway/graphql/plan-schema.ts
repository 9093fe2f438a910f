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
  printSchema,
  type TypeNode,
  visit,
} from 'graphql'
import { typeNameOf } from '../../nodes/node.type.ts'
import { refusal } from '../../policy/decide.ts'
import { requirementOf } from '../../policy/operations.ts'
import { decideField } from '../../policy/shield.ts'
import type { RequestContext } from '../../requests/request-context.ts'

type Resolver = GraphQLFieldResolver<unknown, RequestContext>

/** The one argument of each field that has any, and its type: all arguments together, as the resolver takes them. */
export const argumentsName = 'args'
export const argumentsType = 'Arguments'

/**
 * The schema that graphql-jit compiles queries over. Its fields take their arguments as one value that graphql-js has
 * coerced: graphql-jit's own coercion follows the specification less closely, and writes literals of clients into code.
 * Guarded, every field asks at once, and without a promise, what its row of the privilege table requires.
 */
export function planSchemaOf(schema: GraphQLSchema, isGuarded: boolean): GraphQLSchema {
  const definitions = visit(parse(`${printSchema(schema)}\nscalar ${argumentsType}`, { noLocation: true }), {
    FieldDefinition: withOneArgument,
  })
  const plannable = buildASTSchema(definitions, { assumeValid: true })
  for (const type of Object.values(plannable.getTypeMap())) {
    // All schemas share the types of introspection.
    if (isIntrospectionType(type)) continue
    const original = schema.getType(type.name)
    if (isObjectType(type) && isObjectType(original)) resolveFields(type, original, isGuarded)
    else if (isAbstractType(type)) {
      // type-graphql answers with a promise for each object.
      type.resolveType = (value) => typeNameOf(value as { id: string })
    } else if (isLeafType(type) && isLeafType(original) && !isSpecifiedScalarType(type)) {
      type.serialize = (value) => original.serialize(value)
    }
  }
  const coerced = plannable.getType(argumentsType) as GraphQLScalarType
  coerced.parseValue = (value) => value
  return plannable
}

/** Resolves the fields of a plannable type as those of the original are, behind their guards or without. */
function resolveFields(type: GraphQLObjectType, original: GraphQLObjectType, isGuarded: boolean): void {
  const isComputed = original.extensions['isComputed'] === true
  for (const field of Object.values(type.getFields())) {
    const resolve = resolverOf(original.getFields()[field.name] as GraphQLField<unknown, RequestContext>, isComputed)
    if (isGuarded) field.resolve = guarded(type.name, field.name, resolve)
    else if (resolve) field.resolve = unguarded(resolve)
  }
}

/** Undefined for a property that is written as it is. */
function resolverOf(field: GraphQLField<unknown, RequestContext>, isComputed: boolean): Resolver | undefined {
  if (field.resolve) return field.resolve
  // graphql-jit calls no functions that it finds in an object, and reads their members instead.
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
    const refused = refusal(decideField(context.caller, requirement, typeName === 'Query', from))
    if (refused) throw refused
    return run(parent, given, context, info)
  }
}

function withOneArgument(field: FieldDefinitionNode): FieldDefinitionNode | undefined {
  if (!field.arguments?.length) return undefined
  const type: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: argumentsType } }
  const argument: InputValueDefinitionNode = {
    kind: Kind.INPUT_VALUE_DEFINITION,
    name: { kind: Kind.NAME, value: argumentsName },
    type,
  }
  return { ...field, arguments: [argument] }
}

import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'
import { decide, type Principal, refusal } from './decide.ts'
import { requirementOf } from './operations.ts'

/**
 * Why a caller would get no answer at all, because something in it that must not be null is not for them to read;
 * undefined where there will be one. Asked before a mutation runs: a secret that is shown once must not be lost to a
 * refusal behind it. Where it depends on whose the things are, they are taken to be the caller's.
 */
export function refusalToAnswer(caller: Principal, info: GraphQLResolveInfo): Error | undefined {
  const { schema, fragments, variableValues } = info
  const walk = (type: GraphQLObjectType, nodes: readonly FieldNode[]): Error | undefined => {
    for (const [, fields] of collectSubfields(schema, fragments, variableValues, type, nodes)) {
      const name = (fields[0] as FieldNode).name.value
      const needed = neededObject(type.getFields()[name]?.type)
      if (!needed) continue
      const refused =
        refusal(decide(caller, requirementOf(type.name, name), null)) ??
        (isObjectType(needed) ? walk(needed, fields) : undefined)
      if (refused) return refused
    }
    return undefined
  }
  const answer = isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType
  return isObjectType(answer) ? walk(answer, info.fieldNodes) : undefined
}

/** What stands behind a field that takes its parent along when it is null; undefined when it does not. */
function neededObject(type: GraphQLOutputType | undefined): GraphQLOutputType | undefined {
  if (!type || !isNonNullType(type)) return undefined
  return isListType(type.ofType) ? neededObject(type.ofType.ofType) : type.ofType
}

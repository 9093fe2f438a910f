import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'
import type { ClustergateError } from '../errors.ts'
import { decide, isDecidedByObject, type Principal, refusal, refusalElsewhere } from './decide.ts'
import { person, type Requirement, requirementOf, type TypeRequirement, types } from './operations.ts'

type Arguments = Readonly<Record<string, unknown>>

/**
 * The refusal of a mutation whose answer selects a field that the caller may not read; undefined when they may read all
 * of it. It is checked before the mutation runs: otherwise a change would be made although its answer is refused, and a
 * secret that is shown once would be lost. An object whose owner is uncertain counts as another person's, and a cluster
 * as one of those on which the caller does not hold the permission.
 */
export function refusalToAnswer(
  caller: Principal,
  requirement: Requirement,
  args: Arguments,
  info: GraphQLResolveInfo,
): ClustergateError | undefined {
  const { schema, fragments, variableValues } = info
  /** `isOwn` tells that the object is certainly the caller's own, or null. */
  const walk = (type: GraphQLObjectType, nodes: readonly FieldNode[], isOwn: boolean): ClustergateError | undefined => {
    for (const [, fields] of collectSubfields(schema, fragments, variableValues, type, nodes)) {
      const field = type.getFields()[(fields[0] as FieldNode).name.value]
      if (!field) continue
      const below = getNamedType(field.type)
      const refused =
        refusalOfField(caller, requirementOf(type.name, field.name), isOwn) ??
        (isObjectType(below)
          ? walk(below, fields, isOwnBelow(caller, below, isNonNullType(field.type), isOwn))
          : undefined)
      if (refused) return refused
    }
    return undefined
  }
  const answer = getNamedType(info.returnType)
  return isObjectType(answer) ? walk(answer, info.fieldNodes, changesOwn(caller, requirement, args)) : undefined
}

const refusalOfField = (caller: Principal, needed: Requirement | undefined, isOwn: boolean) =>
  isDecidedByObject(caller, needed)
    ? refusalElsewhere(needed)
    : refusal(decide(caller, needed, isOwn ? null : undefined))

/**
 * Whether a mutation certainly changes the caller's own objects: it names the caller, or it names nobody and requires a
 * person.
 */
function changesOwn(caller: Principal, requirement: Requirement, args: Arguments): boolean {
  const { id, userId } = (args['input'] ?? args) as Arguments
  const named = id ?? userId
  return typeof named === 'string' ? named === caller.id : requirement === person
}

/**
 * Whether the objects below a field are certainly the caller's own, or null. Those of the account lead to anybody's. A
 * person whom an object names (`createdBy`, …) is null for a caller who may not see them: without the permission, only
 * the caller's own objects can be read there.
 */
function isOwnBelow(caller: Principal, { name }: GraphQLObjectType, isAlwaysThere: boolean, isOwn: boolean): boolean {
  const { every } = types[name] as TypeRequirement
  if (typeof every === 'string') return false
  return isAlwaysThere || every.special !== 'own' ? isOwn : !caller.permissions.has(every.permission)
}

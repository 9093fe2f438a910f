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
import { decide, type Principal, refusal } from './decide.ts'
import { type Requirement, requirementOf, types } from './operations.ts'

type Arguments = Readonly<Record<string, unknown>>

/** Whose the objects of a selection are: nothing but the caller's, or perhaps somebody else's. */
type Whose = 'own' | 'anybody'

/**
 * Why a caller may not read everything that the answer of a mutation is asked for; undefined where they may. Asked
 * before the mutation runs, so that no change is made whose answer says that it was refused, and no secret that is shown
 * once is lost. What may be somebody else's is taken to be.
 */
export function refusalToAnswer(
  caller: Principal,
  requirement: Requirement,
  args: Arguments,
  info: GraphQLResolveInfo,
): ClustergateError | undefined {
  const { schema, fragments, variableValues } = info
  const walk = (type: GraphQLObjectType, nodes: readonly FieldNode[], whose: Whose): ClustergateError | undefined => {
    const ownerId = whose === 'own' ? null : undefined
    for (const [, fields] of collectSubfields(schema, fragments, variableValues, type, nodes)) {
      const field = type.getFields()[(fields[0] as FieldNode).name.value]
      if (!field) continue
      const below = getNamedType(field.type)
      const refused =
        refusal(decide(caller, requirementOf(type.name, field.name), ownerId)) ??
        (isObjectType(below)
          ? walk(below, fields, whoseBelow(caller, below, whose, isNonNullType(field.type)))
          : undefined)
      if (refused) return refused
    }
    return undefined
  }
  const answer = getNamedType(info.returnType)
  return isObjectType(answer) ? walk(answer, info.fieldNodes, whoseChanged(caller, requirement, args)) : undefined
}

/** Whose is what a mutation changes. Those who lack the permission for what is others' change their own things only. */
function whoseChanged(caller: Principal, requirement: Requirement, args: Arguments): Whose {
  const { id, userId } = (args['input'] ?? args) as Arguments
  if (caller.id !== undefined && (id === caller.id || userId === caller.id)) return 'own'
  if (typeof requirement === 'string') return 'anybody'
  // What takes a person and no permission changes that person's own things.
  if (requirement.special === 'person') return 'own'
  return requirement.special === 'own' && !caller.permissions.has(requirement.permission) ? 'own' : 'anybody'
}

/**
 * A person whom an object names (`createdBy`, …) is null for those who may not see them: what is there to be read below
 * is one's own, unless one may see others.
 */
function whoseBelow(caller: Principal, type: GraphQLObjectType, whose: Whose, isAlwaysThere: boolean): Whose {
  const every = types[type.name]?.every
  if (isAlwaysThere || typeof every !== 'object' || every.special !== 'own') return whose
  return caller.permissions.has(every.permission) ? 'anybody' : 'own'
}

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

/** The owner of the objects that a selection reads: the caller alone, or possibly another person. */
type Ownership = 'own' | 'any'

/**
 * The refusal of a mutation whose answer selects a field that the caller may not read; undefined when they may read all
 * of it. It is checked before the mutation runs: otherwise a change would be made although its answer is refused, and a
 * secret that is shown once would be lost. An object whose owner is uncertain counts as another person's.
 */
export function refusalToAnswer(
  caller: Principal,
  requirement: Requirement,
  args: Arguments,
  info: GraphQLResolveInfo,
): ClustergateError | undefined {
  const { schema, fragments, variableValues } = info
  const walk = (
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    ownership: Ownership,
  ): ClustergateError | undefined => {
    const ownerId = ownership === 'own' ? null : undefined
    for (const [, fields] of collectSubfields(schema, fragments, variableValues, type, nodes)) {
      const field = type.getFields()[(fields[0] as FieldNode).name.value]
      if (!field) continue
      const below = getNamedType(field.type)
      const refused =
        refusal(decide(caller, requirementOf(type.name, field.name), ownerId)) ??
        (isObjectType(below)
          ? walk(below, fields, ownershipBelow(caller, below, ownership, isNonNullType(field.type)))
          : undefined)
      if (refused) return refused
    }
    return undefined
  }
  const answer = getNamedType(info.returnType)
  return isObjectType(answer) ? walk(answer, info.fieldNodes, ownershipOfChanged(caller, requirement, args)) : undefined
}

/**
 * The owner of the objects that a mutation changes. A caller who lacks the permission for others' objects changes only
 * their own.
 */
function ownershipOfChanged(caller: Principal, requirement: Requirement, args: Arguments): Ownership {
  const { id, userId } = (args['input'] ?? args) as Arguments
  if (caller.id !== undefined && (id === caller.id || userId === caller.id)) return 'own'
  if (typeof requirement === 'string') return 'any'
  // A mutation that requires a person, and no permission, changes that person's own objects.
  if (requirement.special === 'person') return 'own'
  return requirement.special === 'own' && !caller.permissions.has(requirement.permission) ? 'own' : 'any'
}

/**
 * The owner of the objects below a field. A person whom an object names (`createdBy`, …) is null for a caller who may
 * not see them: without the permission, only the caller's own objects can be read there.
 */
function ownershipBelow(
  caller: Principal,
  type: GraphQLObjectType,
  ownership: Ownership,
  isAlwaysThere: boolean,
): Ownership {
  const every = types[type.name]?.every
  if (isAlwaysThere || typeof every !== 'object' || every.special !== 'own') return ownership
  return caller.permissions.has(every.permission) ? 'any' : 'own'
}

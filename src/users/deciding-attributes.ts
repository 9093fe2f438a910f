import { personBehind } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/changes.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { refuseToGive } from '../groups/parse-groups.ts'
import { readDefinition } from '../policy/definition.ts'
import { refusalOfOwnAttributes } from '../policy/own-attributes.ts'
import { definitionFor, isMet, mayGoBy, permissionsBeyond, sharesOf } from '../policy/shares.ts'
import { attributesOf } from './attributes.ts'
import { heldBy } from './held-memberships.ts'
import type { User } from './user.type.ts'

/** Whether a person can do something by other attributes that they could not do before, and the reverse. */
interface TurnedRights {
  readonly grow: boolean
  readonly shrink: boolean
}

const none: TurnedRights = { grow: false, shrink: false }

/**
 * What other attributes do to the rights of a person. An attribute that a group of the account goes by is a right: nobody
 * but Admins gives themselves another one, and who gives it to somebody else must hold what the groups grant that count
 * by it. Throws FORBIDDEN.
 */
export async function turnedRights(change: GuardedChange, user: User, attributes: string): Promise<TurnedRights> {
  const [former, given] = [attributesOf(user), attributesOf({ attributes })]
  const changed = [...new Set([...former.keys(), ...given.keys()])].filter((key) => former.get(key) !== given.get(key))
  if (changed.length === 0) return none
  const groups = await groupStore.list(change.db, change.accountId)
  const deciding = changed.filter((key) => groups.some((group) => goesBy(group, key)))
  if (deciding.length === 0) return none
  const refused = personBehind(change.caller) === user.id && refusalOfOwnAttributes(change.caller, deciding)
  if (refused) throw refused
  const memberships = await heldBy(change, user)
  const counting = memberships.filter(
    ({ group }) => deciding.some((key) => goesBy(group, key)) && isMet(definitionOf(group).conditions, given),
  )
  refuseToGive(
    change.caller,
    counting.map(({ group, until }) => ({
      group: { ...group, definition: definitionFor(group.definition as string, given) },
      until,
    })),
  )
  const held = memberships.map(({ group }) => group)
  const [before, after] = [sharesOf(held, former), sharesOf(held, given)]
  return { grow: permissionsBeyond(before, after).size > 0, shrink: permissionsBeyond(after, before).size > 0 }
}

const definitionOf = ({ definition }: Group) => readDefinition(definition as string)

const goesBy = (group: Group, key: string): boolean => !group.builtIn && mayGoBy(definitionOf(group), key)

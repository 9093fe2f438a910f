import type { GuardedChange } from '../changes/changes.ts'
import type { HeldNumbers } from '../changes/impact.ts'
import { readDefinition } from '../policy/definition.ts'
import type { Permission } from '../policy/permissions.ts'
import { permissionsBeyond, sharesOf } from '../policy/shares.ts'
import { type Pair, valuesByKey } from '../values/pairs.ts'
import { type Member, membersOf } from './member.store.ts'
import { countSelected } from './selected.store.ts'

/** What changes for the members of a group with its definition. */
export interface Effects {
  readonly members: readonly Member[]
  /** The ids of those who can do something then that they cannot do now. */
  readonly gaining: readonly string[]
  /** The ids of those who can do something now that they cannot do then. */
  readonly losing: readonly string[]
  readonly gains: HeldNumbers
  readonly losses: HeldNumbers
  readonly membersAffected: number
}

/** Compares what the members of a group hold now with what they will; `definition` is null where the group is deleted. */
export async function effectsOf(change: GuardedChange, groupId: string, definition: string | null): Promise<Effects> {
  const members = await membersOf(change.db, change.accountId, groupId, change.at)
  const [gaining, losing]: [string[], string[]] = [[], []]
  const [gains, losses] = [new Map<Permission, number>(), new Map<Permission, number>()]
  let membersAffected = 0
  const compare = comparison(groupId, definition)
  for (const member of members) {
    const { gained, lost } = compare(member)
    if (gained.size > 0) gaining.push(member.id)
    if (lost.size > 0) losing.push(member.id)
    if (gained.size > 0 || lost.size > 0) membersAffected++
    for (const permission of gained) gains.set(permission, (gains.get(permission) ?? 0) + 1)
    for (const permission of lost) losses.set(permission, (losses.get(permission) ?? 0) + 1)
  }
  return { members, gaining, losing, gains, losses, membersAffected }
}

interface Difference {
  readonly gained: ReadonlySet<Permission>
  readonly lost: ReadonlySet<Permission>
}

/** Members with the same groups and attributes are compared once. */
function comparison(groupId: string, definition: string | null): (member: Member) => Difference {
  const known = new Map<string, Difference>()
  return ({ attributes, groups }) => {
    const name = JSON.stringify([attributes, groups.map(({ id }) => id).sort()])
    let found = known.get(name)
    if (!found) {
      const values = valuesOf(attributes)
      const others = groups.filter(({ id }) => id !== groupId)
      const group = groups.filter(({ id }) => id === groupId).map((one) => ({ ...one, definition }))
      const [now, then] = [
        sharesOf(groups, values),
        sharesOf(definition === null ? others : [...others, ...group], values),
      ]
      found = { gained: permissionsBeyond(now, then), lost: permissionsBeyond(then, now) }
      known.set(name, found)
    }
    return found
  }
}

const valuesOf = (attributes: string): ReadonlyMap<string, string> => valuesByKey(JSON.parse(attributes) as Pair[])

/** Tells a rehearsal what changes for the members of a group, and which databases its definition selects. */
export const tellEffects = (change: GuardedChange, definition: string, effects?: Effects): Promise<void> =>
  change.impact(async () => ({
    membersAffected: effects?.membersAffected ?? 0,
    group: {
      databasesMatched: await countSelected(change.db, change.accountId, readDefinition(definition)),
      gains: effects?.gains ?? new Map(),
      losses: effects?.losses ?? new Map(),
    },
  }))

import { ClustergateError } from '../errors.ts'
import { type Conditions, conditionsCover } from './conditions.ts'
import type { Principal } from './decide.ts'
import { definitionOf, madeLater } from './definition.ts'
import { doGrant, unmetConditions } from './dormant.ts'
import { grants, groupKeys, isBuiltIn, neverDelegated } from './groups.ts'
import { allPermissions, type Permission } from './permissions.ts'
import { covers, type Selector } from './selectors.ts'

/** A group that a person is to be in, or to be in no longer. */
export interface GivenGroup {
  readonly key: string
  readonly name: string
  /** Of a custom group, its conditions and grants; null for a built-in one. */
  readonly definition: string | null
}

/** A group, and when the membership that is given ends; null where it does not. */
export interface Gift {
  readonly group: GivenGroup
  readonly until: number | null
}

/** The caller who gives: what they hold by the groups that count, and what those would grant that do not. */
type Giver = Pick<Principal, 'counting' | 'dormant'>

/** In which respect a caller holds less than what they would give. */
type Shortfall = 'NOT_AT_ALL' | 'ELSEWHERE' | 'CONDITIONALLY' | 'NOT_THAT_LONG'

const inWords: Readonly<Record<Shortfall, string>> = {
  NOT_AT_ALL: 'which you lack',
  ELSEWHERE: 'which you hold on other resources',
  CONDITIONALLY: 'which you hold under other conditions',
  NOT_THAT_LONG: 'which you do not hold that long',
}

/**
 * The refusal to add people to these groups until a time, or to remove them; undefined when one counting group of the
 * caller covers each grant: it selects all that the grant selects, under no further conditions, and the caller is in it
 * for as long. A group whose definition is not known here is refused to all.
 */
export const refusalToGive = (
  giver: Giver,
  groups: readonly GivenGroup[],
  until: number | null,
): ClustergateError | undefined =>
  refusalOf(
    giver,
    groups.map((group) => ({ group, until })),
  )

/** As `refusalToGive`, for memberships of which each has an end of its own. */
export function refusalOf(giver: Giver, gifts: readonly Gift[]): ClustergateError | undefined {
  const later = gifts.find(({ group }) => definitionOf(group).isKnown === false)
  if (later) return new ClustergateError('FORBIDDEN', madeLater(later.group.name))
  const beyond = new Map<string, string>()
  const shortfalls = new Map<Permission, Shortfall>()
  for (const gift of gifts) {
    const found = shortfallsOf(giver, gift)
    if (found.size > 0) beyond.set(gift.group.key, gift.group.name)
    for (const [permission, shortfall] of found) {
      if (!shortfalls.has(permission)) shortfalls.set(permission, shortfall)
    }
  }
  const missing = allPermissions.filter((permission) => shortfalls.has(permission))
  const [permission] = missing
  if (!permission) return undefined
  const kinds = [...new Set(missing.map((one) => shortfalls.get(one) as Shortfall))]
  const parts = kinds.map(
    (kind) => `${missing.filter((one) => shortfalls.get(one) === kind).join(', ')}, ${inWords[kind]}`,
  )
  const personal = missing.filter((one) => neverDelegated.has(one) && shortfalls.get(one) === 'NOT_AT_ALL')
  const dormant = giver.dormant.filter(({ grants }) => missing.some((one) => doGrant(grants, one)))
  const remedy = personal.length > 0 ? ` Only a person can hold ${personal.join(', ')}.` : ''
  return new ClustergateError(
    'FORBIDDEN',
    `Nobody gives or takes more than they hold: ${namesOf(beyond)} grants ${parts.join('; and ')}.${remedy}`,
    {
      permission,
      wouldBeGrantedBy: groupKeys.filter((key) => missing.every((one) => grants[one].includes(key))),
      missingPermissions: missing,
      ...(dormant.length > 0 && { unmet: unmetConditions(dormant) }),
    },
  )
}

/** The names of groups, built-in ones first. */
const namesOf = (groups: ReadonlyMap<string, string>): string =>
  [...groupKeys.filter((key) => groups.has(key)), ...[...groups.keys()].filter((key) => !isBuiltIn(key))]
    .map((key) => groups.get(key))
    .join(', ')

function shortfallsOf(giver: Pick<Giver, 'counting'>, { group, until }: Gift): ReadonlyMap<Permission, Shortfall> {
  const found = new Map<Permission, Shortfall>()
  const { conditions, grants } = definitionOf(group)
  for (const { permissions, on } of grants) {
    for (const permission of permissions) {
      const shortfall = shortfallOf(giver, { permission, on, conditions, until })
      if (shortfall) found.set(permission, shortfall)
    }
  }
  return found
}

interface Given {
  readonly permission: Permission
  readonly on: Selector
  readonly conditions: Conditions
  readonly until: number | null
}

function shortfallOf(
  giver: Pick<Giver, 'counting'>,
  { permission, on, conditions, until }: Given,
): Shortfall | undefined {
  const held = giver.counting.flatMap((mine) =>
    mine.grants
      .filter(({ permissions }) => permissions.includes(permission))
      .map((grant) => ({ on: grant.on, conditions: mine.conditions, until: mine.group.until })),
  )
  if (held.length === 0) return 'NOT_AT_ALL'
  const there = held.filter((mine) => covers(mine.on, on))
  if (there.length === 0) return 'ELSEWHERE'
  const then = there.filter((mine) => conditionsCover(mine.conditions, conditions))
  if (then.length === 0) return 'CONDITIONALLY'
  return then.some((mine) => lastsAsLong(mine.until, until)) ? undefined : 'NOT_THAT_LONG'
}

const lastsAsLong = (mine: number | null, theirs: number | null): boolean =>
  mine === null || (theirs !== null && theirs <= mine)

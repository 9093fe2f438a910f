import { type ConditionKind, type Conditions, type Environment, type Unmet, unmet } from './conditions.ts'
import { builtInDefinition, type Grant, readDefinition } from './definition.ts'
import { groupKeys, isBuiltIn, permissionsOf } from './groups.ts'
import { allPermissions, type Permission, reachOfPermission } from './permissions.ts'
import { type BoundSelector, bind } from './selectors.ts'

/** A group that a person is in, as the store has it. */
export interface HeldGroup {
  readonly id: string
  readonly key: string
  /** Null for a built-in one. */
  readonly name: string | null
  /** Of a custom group, its conditions and grants; null for a built-in one. */
  readonly definition: string | null
  /** When the membership ends; null where it does not. */
  readonly until: number | null
}

export interface BoundGrant {
  readonly permissions: readonly Permission[]
  readonly on: BoundSelector
}

/** A group that counts for a request, with its grants as they are for this person. */
export interface Counting {
  readonly group: HeldGroup
  readonly conditions: Conditions
  readonly grants: readonly BoundGrant[]
}

/** A group that does not count for a request, with what it would grant to this person. */
export interface Dormant {
  readonly group: HeldGroup
  readonly grants: readonly BoundGrant[]
  readonly unmet: readonly Unmet<ConditionKind>[]
}

export type Scopes = ReadonlyMap<Permission, readonly BoundSelector[]>

/** What a caller holds at this moment, by the groups that count. */
export interface Holdings {
  /** Held on the whole account, in the order of `allPermissions`. */
  readonly permissions: ReadonlySet<Permission>
  /** Held on some resources only; empty for those who are in built-in groups alone. */
  readonly scopes: Scopes
  readonly counting: readonly Counting[]
  readonly dormant: readonly Dormant[]
}

const noScopes: Scopes = new Map()

export const nothingHeld: Holdings = { permissions: new Set(), scopes: noScopes, counting: [], dormant: [] }

/**
 * The union of what the groups of a person grant that count in an environment, which is asked for only where a group has
 * conditions or selectors of its own.
 */
export const holdingsOf = (groups: readonly HeldGroup[], environment: () => Environment): Holdings =>
  heldAlways(groups) ?? withCustom(groups, environment())

/** What built-in groups grant in any environment; undefined where there is another one among them. */
export function heldAlways(groups: readonly HeldGroup[]): Holdings | undefined {
  if (!groups.every(({ key }) => isBuiltIn(key))) return undefined
  const permissions = permissionsOf(groups.map(({ key }) => key))
  return { permissions, scopes: noScopes, counting: groups.map(countingBuiltIn), dormant: [] }
}

function withCustom(groups: readonly HeldGroup[], here: Environment): Holdings {
  const counting = groups.filter(({ key }) => isBuiltIn(key)).map(countingBuiltIn)
  const dormant: Dormant[] = []
  for (const group of groups) {
    if (group.definition === null) continue
    const { conditions, grants } = readDefinition(group.definition)
    const failed = unmet(conditions, here)
    const own = grants.map((grant) => boundTo(here.attributes, grant))
    if (failed.length > 0) dormant.push({ group, grants: own, unmet: failed })
    else counting.push({ group, conditions, grants: own })
  }
  return { ...unionOf(counting), counting, dormant }
}

const noConditions: Conditions = {}

const boundTo = (attributes: ReadonlyMap<string, string>, { permissions, on }: Grant): BoundGrant => ({
  permissions,
  on: bind(on, attributes),
})

/** What each built-in group grants, which no attribute changes. */
const builtInGrants = new Map<string, readonly BoundGrant[]>(
  groupKeys.map((key) => [key, builtInDefinition(key).grants.map((grant) => boundTo(new Map(), grant))]),
)

const countingBuiltIn = (group: HeldGroup): Counting => ({
  group,
  conditions: noConditions,
  grants: builtInGrants.get(group.key) as readonly BoundGrant[],
})

/** What groups that count grant together: on the whole account, and on some resources. */
function unionOf(counting: readonly Counting[]): Pick<Holdings, 'permissions' | 'scopes'> {
  const grants = counting.flatMap((one) => one.grants)
  const wide = new Set(grants.filter(({ on }) => on.account).flatMap(({ permissions }) => permissions))
  const scopes = new Map<Permission, BoundSelector[]>()
  for (const { permissions, on } of grants) {
    for (const permission of permissions) {
      if (wide.has(permission) || reachOfPermission(permission) === 'account') continue
      scopes.set(permission, [...(scopes.get(permission) ?? []), on])
    }
  }
  return { permissions: new Set(allPermissions.filter((permission) => wide.has(permission))), scopes }
}

/** The part of what a person holds that a management token of theirs was given. */
export function delegated({ counting, dormant }: Holdings, given: readonly Permission[]): Holdings {
  const isGiven = new Set(given)
  const givenPart = (grants: readonly BoundGrant[]) =>
    grants.map(({ permissions, on }) => ({ permissions: permissions.filter((one) => isGiven.has(one)), on }))
  const part = counting.map(({ group, conditions, grants }) => ({ group, conditions, grants: givenPart(grants) }))
  return {
    ...unionOf(part),
    counting: part,
    dormant: dormant.map(({ group, grants, unmet }) => ({ group, grants: givenPart(grants), unmet })),
  }
}

import type { GuardedChange } from '../changes/change.ts'
import { ClustergateError } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { type Conditions, conditionsCover } from '../policy/conditions.ts'
import { maySee, type Principal } from '../policy/decide.ts'
import { readDefinition } from '../policy/definition.ts'
import type { BoundGrant } from '../policy/holdings.ts'
import { databasePermissions, type Permission } from '../policy/permissions.ts'
import { wholeAccount } from '../policy/reach.ts'
import { bind, matches, type Resource, type Selector } from '../policy/selectors.ts'
import { valuesByKey } from '../values/pairs.ts'
import type { Database } from './database.type.ts'
import * as labelStore from './label.store.ts'
import type { Label } from './label.type.ts'

/** What is to become of a database: another name, or other labels. */
interface Changed {
  readonly name?: string
  readonly labels?: readonly Label[]
}

/**
 * Throws FORBIDDEN where another name or other labels would carry a database into what a group selects, and the caller
 * does not hold on it, as it is, what that group grants there, under no further conditions and without an end: it would
 * give that to the group's members, one of whom may be the caller. A caller with all permissions on databases, always
 * and for good, gives nothing that they lack.
 */
export async function refuseToCarry(
  { db, accountId, caller }: GuardedChange,
  database: Database,
  changed: Changed,
  field: string,
): Promise<void> {
  if (holdsAll(caller)) return
  const [labels = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
  const before = { ...database, labels: valuesByKey(labels) }
  const after = { ...before, ...changed, labels: valuesByKey(changed.labels ?? labels) }
  const groups = await groupStore.list(db, accountId)
  refuseToGive(caller, groups, (on) => selects(on, after) && !selects(on, before, after), before, field)
}

/**
 * Throws FORBIDDEN where a database that comes from its cluster with its data would be selected by a group, and the
 * caller does not hold on the whole cluster what that group grants there: the data was nobody’s here until now. What is
 * granted on whole clusters takes in all that ever lies on them. It takes the groups of the account, so that they are
 * read once for all that is imported.
 */
export async function refuseToBringIn(
  { db, accountId, caller }: GuardedChange,
  database: Database,
  groupsOfAccount: () => Promise<readonly Group[]>,
  field: string,
): Promise<void> {
  if (holdsAll(caller)) return
  const [labels = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
  const resource = { ...database, labels: valuesByKey(labels) }
  const { clusterId } = database
  const bringsIn = (on: Selector) => selects(on, resource) && !selects(on, { clusterId })
  refuseToGive(caller, await groupsOfAccount(), bringsIn, { clusterId }, field)
}

/** Whether a caller holds all permissions on the databases of the account, always and for good. */
function holdsAll(caller: Principal): boolean {
  const always = lastingGrants(caller, {}).filter(({ on }) => on.account)
  return databasePermissions.every((permission) => always.some((mine) => mine.permissions.includes(permission)))
}

/** What a caller holds by memberships without an end, wherever these conditions hold. */
const lastingGrants = ({ counting }: Principal, under: Conditions): readonly BoundGrant[] =>
  counting
    .filter(({ group, conditions }) => group.until === null && conditionsCover(conditions, under))
    .flatMap(({ grants }) => grants)

/**
 * Throws FORBIDDEN for a grant that comes to select a database, of what the caller does not hold on `held` wherever the
 * grant counts, and for good. What a group of a later version selects is not known here.
 */
function refuseToGive(
  caller: Principal,
  groups: readonly Group[],
  comesToSelect: (on: Selector) => boolean,
  held: Resource,
  field: string,
): void {
  for (const { name, definition } of groups) {
    if (definition === null) continue
    const { isKnown, conditions, grants } = readDefinition(definition)
    if (isKnown === false) throw refusalOfUnknown(field)
    const given = grants
      .filter(({ on }) => comesToSelect(on))
      .flatMap(({ permissions }) => permissions)
      .filter((permission) => databasePermissions.includes(permission))
    const mine = lastingGrants(caller, conditions).filter(({ on }) => matches(on, held))
    const lasting = new Set(mine.flatMap(({ permissions }) => permissions))
    const missing = [...new Set(given)].filter((permission) => !lasting.has(permission))
    if (missing.length > 0) throw maySee(caller, 'Group') ? refusal(name, missing, field) : plainRefusal(field)
  }
}

/** Whether a selector matches; where it names an attribute, for the people who have the value of the label in `of`. */
function selects(on: Selector, resource: Resource, of: Resource = resource): boolean {
  const labels = 'databases' in on ? (on.databases.labels ?? []) : []
  const values = labels.flatMap(({ key, sameAs }) => {
    const value = of.labels?.get(key)
    return sameAs === undefined || value === undefined ? [] : [[sameAs, value] as const]
  })
  return matches(bind(on, new Map(values)), resource)
}

const refusal = (group: string, missing: readonly Permission[], field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    `Nobody gives more than they hold: by this, ${group} would grant ${missing.join(', ')} on it, which you lack, or hold under other conditions or for a time only.`,
    { field, permission: missing[0] as Permission, missingPermissions: missing },
  )

/** Names neither the group nor what it grants, to those who may not read groups. */
const plainRefusal = (field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    'Nobody gives more than they hold: by this, a group would grant on it what you lack, or hold under other conditions or for a time only.',
    { field },
  )

const refusalOfUnknown = (field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    'What a group of the account would grant by this is not known here: it was made by a later version of Clustergate. Try again once all gateways have that version.',
    { field },
  )

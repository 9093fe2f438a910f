import type { GuardedChange } from '../changes/change.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { holdsAllOnDatabases, refusalToCarry, selects } from '../policy/carry.ts'
import { wholeAccount } from '../policy/reach.ts'
import type { Selector } from '../policy/selectors.ts'
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
  if (holdsAllOnDatabases(caller)) return
  const [labels = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
  const before = { ...database, labels: valuesByKey(labels) }
  const after = { ...before, ...changed, labels: valuesByKey(changed.labels ?? labels) }
  const groups = await groupStore.list(db, accountId)
  const comesToSelect = (on: Selector) => selects(on, after) && !selects(on, before, after)
  const refused = refusalToCarry(caller, groups, comesToSelect, before, field)
  if (refused) throw refused
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
  if (holdsAllOnDatabases(caller)) return
  const [labels = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
  const resource = { ...database, labels: valuesByKey(labels) }
  const { clusterId } = database
  const bringsIn = (on: Selector) => selects(on, resource) && !selects(on, { clusterId })
  const refused = refusalToCarry(caller, await groupsOfAccount(), bringsIn, { clusterId }, field)
  if (refused) throw refused
}

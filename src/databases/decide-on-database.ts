import type { SignedIn } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/change.ts'
import type { Permission } from '../policy/permissions.ts'
import { wholeAccount } from '../policy/reach.ts'
import type { Resource } from '../policy/selectors.ts'
import type { Sql } from '../store/tables.ts'
import { valuesByKey } from '../values/pairs.ts'
import type { Database } from './database.type.ts'
import * as labelStore from './label.store.ts'

type Decided = Pick<Database, 'id' | 'clusterId' | 'name'>

/**
 * Decides on a database that a change is about: on a permission, or on all that the operation requires. Throws
 * FORBIDDEN.
 */
export async function decideOnDatabase(
  { db, caller, decisions }: GuardedChange,
  database: Decided,
  permission?: Permission,
): Promise<void> {
  const [resource] = await resourcesOf(db, caller, [database])
  decisions.decide(resource as Resource, permission)
}

/** Databases as selectors see them. Their labels are read only for callers who hold something on some resources. */
export async function resourcesOf(
  db: Sql,
  { accountId, scopes }: Pick<SignedIn, 'accountId' | 'scopes'>,
  databases: readonly Decided[],
): Promise<readonly Resource[]> {
  return scopes.size === 0 ? databases : withLabels(db, accountId, databases)
}

/** Databases as selectors see them, with their labels. */
export async function withLabels(
  db: Sql,
  accountId: string,
  databases: readonly Decided[],
): Promise<readonly Resource[]> {
  if (databases.length === 0) return []
  const ids = databases.map(({ id }) => id)
  const labels = await labelStore.ofDatabases(db, wholeAccount(accountId), ids)
  return databases.map(({ id, clusterId, name }, at) => ({
    id,
    clusterId,
    name,
    labels: valuesByKey(labels[at] ?? []),
  }))
}

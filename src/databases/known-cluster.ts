import type { SignedIn } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/change.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import { isForbidden, notFound } from '../errors.ts'
import { decideOn } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
import { reachOf } from '../policy/reach.ts'
import type { Resource } from '../policy/selectors.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import * as databaseStore from './database.store.ts'

/** What shows a cluster to callers: reading it, or reading of what lies on it. */
const showing = ['CLUSTER_READ', 'DATABASE_READ', 'DATABASE_TOKEN_READ'] as const satisfies readonly Permission[]

/**
 * Whether the account has a cluster, and the caller may know that. To those who hold something on some resources only, a
 * cluster is there when they may read it, or a database on it, or change one there by the permission `change`. The id may
 * be any text.
 */
export async function isKnownCluster(
  db: Sql,
  caller: SignedIn,
  id: string,
  now: number,
  change?: Permission,
): Promise<boolean> {
  if (!isId('cluster', id)) return false
  const all = change ? [...showing, change] : showing
  const isHeldThere = (permission: Permission) => decideOn(caller, permission, { clusterId: id }).allowed
  if (caller.scopes.size === 0 || all.some(isHeldThere)) return clusterStore.exists(db, caller.accountId, id)
  // By the same statements for a hidden cluster as for one that nobody has: time must not tell them apart.
  for (const permission of all) {
    if (permission !== 'CLUSTER_READ' && (await databaseStore.hasAny(db, reachOf(caller, permission), id, now)))
      return true
  }
  return false
}

/**
 * Decides on a database that a change would make. Throws FORBIDDEN, and NOT_FOUND where the account does not have its
 * cluster, or the caller does not know that.
 */
export async function decideOnNew(
  { db, accountId, caller, at, decisions }: GuardedChange,
  database: Resource,
  field: string,
): Promise<void> {
  const { clusterId } = database
  try {
    decisions.decide(database)
  } catch (error) {
    if (isForbidden(error) && !(await isKnownCluster(db, caller, clusterId, at))) throw notFound('cluster', field)
    throw error
  }
  if (!(await clusterStore.exists(db, accountId, clusterId))) throw notFound('cluster', field)
}

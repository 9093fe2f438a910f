import type { SignedIn } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/change.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import { isForbidden, notFound } from '../errors.ts'
import { decideOn } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
import { reachOf } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
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
  if (!(await clusterStore.exists(db, caller.accountId, id))) return false
  if (caller.scopes.size === 0) return true
  const all = change ? [...showing, change] : showing
  if (all.some((permission) => decideOn(caller, permission, { clusterId: id }).allowed)) return true
  for (const permission of all) {
    if (permission !== 'CLUSTER_READ' && (await databaseStore.hasAny(db, reachOf(caller, permission), id, now)))
      return true
  }
  return false
}

/**
 * Decides on what a change would make on a cluster of the account. Throws FORBIDDEN, and NOT_FOUND where the caller does
 * not know the cluster.
 */
export async function decideOnKnown(
  { db, caller, at }: GuardedChange,
  clusterId: string,
  field: string,
  decide: () => Promise<void> | void,
): Promise<void> {
  try {
    await decide()
  } catch (error) {
    if (isForbidden(error) && !(await isKnownCluster(db, caller, clusterId, at))) throw notFound('cluster', field)
    throw error
  }
}

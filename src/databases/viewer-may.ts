import type { SignedIn } from '../auth/caller.ts'
import { decideOn } from '../policy/decide.ts'
import { databasePermissions, type Permission } from '../policy/permissions.ts'
import { wholeAccount } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import { valuesByKey } from '../values/pairs.ts'
import type { Database } from './database.type.ts'
import * as labelStore from './label.store.ts'

/** Tells what a caller may do to a database, whose labels are known. */
export type PermissionsOn = (database: Pick<Database, 'id' | 'clusterId' | 'name'>) => readonly Permission[]

/**
 * What the caller may do to each of many databases. Labels are read for all of them together, and only for a caller who
 * holds something by labels.
 */
export const permissionsOn =
  (db: Sql) =>
  async (caller: SignedIn, ids: readonly string[]): Promise<readonly PermissionsOn[]> => {
    if (caller.scopes.size === 0) {
      const everywhere = databasePermissions.filter((permission) => caller.permissions.has(permission))
      return ids.map(() => () => everywhere)
    }
    const isByLabels = [...caller.scopes.values()].flat().some(({ labels }) => labels !== undefined)
    const labels = isByLabels ? await labelStore.ofDatabases(db, wholeAccount(caller.accountId), ids) : []
    return ids.map((_, at) => (database) => {
      const resource = { ...database, labels: valuesByKey(labels[at] ?? []) }
      return databasePermissions.filter((permission) => decideOn(caller, permission, resource).allowed)
    })
  }

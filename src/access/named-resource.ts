import type { SignedIn } from '../auth/caller.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import * as permissionStore from '../database-tokens/database-permission.store.ts'
import * as databaseTokenStore from '../database-tokens/database-token.store.ts'
import { reachedBy } from '../database-tokens/decide-on-token.ts'
import * as databaseStore from '../databases/database.store.ts'
import { withLabels } from '../databases/decide-on-database.ts'
import { notFound } from '../errors.ts'
import { type Permission, reachOfPermission } from '../policy/permissions.ts'
import { reachOf, wholeAccount } from '../policy/reach.ts'
import type { Resource } from '../policy/selectors.ts'
import type { Sql } from '../store/tables.ts'
import * as tableStore from '../tables/table.store.ts'
import { kindOfId } from '../values/id.ts'

/** What a question about a permission is about: each of these resources. */
export interface NamedResource {
  /** In words, such as `database token`. */
  readonly kind: string
  readonly resources: readonly Resource[]
}

/**
 * The database, table, database token or cluster that a caller asks about. Undefined where they name none, and where the
 * permission is held on the whole account or not at all. Throws NOT_FOUND for one that they may not read.
 */
export async function findNamed(
  db: Sql,
  caller: SignedIn,
  id: string | null,
  permission: Permission,
  now: number,
): Promise<NamedResource | undefined> {
  if (id === null) return undefined
  const kind = kindOfId(id)
  const finder = kind && finders[kind]
  const found = await finder?.({ db, caller, now }, id)
  if (!found) throw notFound('database, table, database token or cluster', 'resourceId')
  const reach = reachOfPermission(permission)
  if (reach === 'account') return undefined
  const resources = reach === 'cluster' ? found.map(({ clusterId }) => ({ clusterId })) : found
  return { kind: (kind ?? '').replace('_', ' '), resources }
}

interface Asking {
  readonly db: Sql
  readonly caller: SignedIn
  readonly now: number
}

const finders: { readonly [kind: string]: (asking: Asking, id: string) => Promise<readonly Resource[] | undefined> } = {
  async database({ db, caller, now }, id) {
    const database = await databaseStore.find(db, reachOf(caller, 'DATABASE_READ'), id, now)
    return database && withLabels(db, caller.accountId, [database])
  },
  async table({ db, caller, now }, id) {
    const table = await tableStore.find(db, reachOf(caller, 'TABLE_READ'), id, now)
    const database = table && (await databaseStore.find(db, wholeAccount(caller.accountId), table.databaseId, now))
    return database && withLabels(db, caller.accountId, [database])
  },
  async database_token({ db, caller, now }, id) {
    const { accountId } = caller
    const token = await databaseTokenStore.find(db, reachOf(caller, 'DATABASE_TOKEN_READ'), id, now)
    if (!token) return undefined
    const grants = await permissionStore.ofTokens(db, wholeAccount(accountId), [id], now)
    return reachedBy({ db, accountId, at: now }, token, grants, (found) => withLabels(db, accountId, found))
  },
  async cluster({ db, caller }, id) {
    const cluster = await clusterStore.find(db, reachOf(caller, 'CLUSTER_READ'), id)
    return cluster && [{ clusterId: id }]
  },
}

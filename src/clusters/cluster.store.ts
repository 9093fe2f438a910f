import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { clustersWithin, type Reach, wholeAccount } from '../policy/reach.ts'
import { isOneOf } from '../store/conditions.ts'
import { countRows, readSlice } from '../store/page.ts'
import { preparedOne, type Value } from '../store/statement.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import type { Cluster } from './cluster.type.ts'

export type ClusterNames = Pick<Cluster, 'name' | 'url'>

export interface ClusterContent {
  readonly databases: number
  readonly tokens: number
}

const columns = ['id', 'name', 'url', 'created_at as createdAt'] as const

const ofAccount = (db: Sql, accountId: string) =>
  db.selectFrom('clusters').select(columns).where('account_id', '=', accountId)

const one = preparedOne((db, value: Value<{ accountId: string; id: string }>) =>
  ofAccount(db, value('accountId')).where('id', '=', value('id')),
)

/** Undefined when there is no such cluster within reach. */
export const find = async (db: Sql, reach: Reach, id: string): Promise<Cluster | undefined> =>
  (clustersWithin(reach)?.includes(id) ?? true) ? one(db, { accountId: reach.accountId, id }) : undefined

/** Whether the account has this cluster; the id may be any text. */
export const exists = async (db: Sql, accountId: string, id: string): Promise<boolean> =>
  isId('cluster', id) && (await find(db, wholeAccount(accountId), id)) !== undefined

/** The clusters with these ids, in any order; those out of reach are left out. */
export async function findMany(db: Sql, reach: Reach, ids: readonly string[]): Promise<Cluster[]> {
  const clusterIds = clustersWithin(reach)
  const within = clusterIds && new Set(clusterIds)
  const found = within ? ids.filter((id) => within.has(id)) : ids
  return found.length === 0 ? [] : ofAccount(db, reach.accountId).where('id', 'in', found).execute()
}

/** All clusters of an account, sorted by name. An account has few, so this list needs no pages. */
export const list = (db: Sql, accountId: string): Promise<Cluster[]> =>
  ofAccount(db, accountId).orderBy('name').orderBy('id').execute()

export const page = (db: Sql, reach: Reach, window: Window<Cluster>): Promise<Slice<Cluster>> =>
  readSlice(within(db, reach), window)

export const count = (db: Sql, reach: Reach, deadline: Deadline | undefined): Promise<number> =>
  countRows(db, within(db, reach), deadline)

function within(db: Sql, reach: Reach) {
  const query = ofAccount(db, reach.accountId)
  const ids = clustersWithin(reach)
  return ids ? query.where(isOneOf('id', ids)) : query
}

export async function insert(db: Sql, accountId: string, cluster: Cluster): Promise<void> {
  const { id, name, url, createdAt } = cluster
  await db.insertInto('clusters').values({ account_id: accountId, id, name, url, created_at: createdAt }).execute()
}

export async function update(db: Sql, accountId: string, id: string, patch: Partial<ClusterNames>): Promise<void> {
  await db.updateTable('clusters').set(patch).where('account_id', '=', accountId).where('id', '=', id).execute()
}

/** Counts the databases and tokens of a cluster, including deleted databases and revoked or expired tokens. */
export async function countContent(db: Sql, accountId: string, id: string): Promise<ClusterContent> {
  const countOf = async (table: 'databases' | 'database_tokens'): Promise<number> => {
    const { count: found } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('account_id', '=', accountId)
      .where('cluster_id', '=', id)
      .executeTakeFirstOrThrow()
    return found
  }
  return { databases: await countOf('databases'), tokens: await countOf('database_tokens') }
}

export async function remove(db: Sql, accountId: string, id: string): Promise<void> {
  await db.deleteFrom('clusters').where('account_id', '=', accountId).where('id', '=', id).execute()
}

import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
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

export const find = (db: Sql, accountId: string, id: string): Promise<Cluster | undefined> => one(db, { accountId, id })

/** Whether the account has this cluster; the id may be any text. */
export const exists = async (db: Sql, accountId: string, id: string): Promise<boolean> =>
  isId('cluster', id) && (await find(db, accountId, id)) !== undefined

export const findMany = (db: Sql, accountId: string, ids: readonly string[]): Promise<Cluster[]> =>
  ofAccount(db, accountId).where('id', 'in', ids).execute()

/** All clusters of an account, sorted by name. An account has few, so this list needs no pages. */
export const list = (db: Sql, accountId: string): Promise<Cluster[]> =>
  ofAccount(db, accountId).orderBy('name').orderBy('id').execute()

export const page = (db: Sql, accountId: string, window: Window<Cluster>): Promise<Slice<Cluster>> =>
  readSlice(ofAccount(db, accountId), window)

export const count = (db: Sql, accountId: string, deadline: Deadline | undefined): Promise<number> =>
  countRows(db, ofAccount(db, accountId), deadline)

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

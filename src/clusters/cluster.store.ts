import type { Slice, Window } from '../pages/page.ts'
import { countRows, readSlice } from '../store/page.ts'
import { preparedOne, type Value } from '../store/prepared.ts'
import type { Sql } from '../store/tables.ts'
import type { Cluster } from './cluster.type.ts'

const columns = ['id', 'name', 'url', 'created_at as createdAt'] as const

const ofAccount = (db: Sql, accountId: string) =>
  db.selectFrom('clusters').select(columns).where('account_id', '=', accountId)

const one = preparedOne((db, value: Value<{ accountId: string; id: string }>) =>
  ofAccount(db, value('accountId')).where('id', '=', value('id')),
)

export const find = (db: Sql, accountId: string, id: string): Promise<Cluster | undefined> => one(db, { accountId, id })

export const findMany = (db: Sql, accountId: string, ids: readonly string[]): Promise<Cluster[]> =>
  ofAccount(db, accountId).where('id', 'in', ids).execute()

/** All of an account, by name: clusters are few. */
export const list = (db: Sql, accountId: string): Promise<Cluster[]> =>
  ofAccount(db, accountId).orderBy('name').orderBy('id').execute()

export const page = (db: Sql, accountId: string, window: Window<Cluster>): Promise<Slice<Cluster>> =>
  readSlice(ofAccount(db, accountId), window)

export const count = (db: Sql, accountId: string): Promise<number> => countRows(db, ofAccount(db, accountId))

export async function insert(db: Sql, accountId: string, cluster: Cluster): Promise<void> {
  const { id, name, url, createdAt } = cluster
  await db.insertInto('clusters').values({ account_id: accountId, id, name, url, created_at: createdAt }).execute()
}

import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import type { Account } from './account.type.ts'

const columns = ['id', 'name', 'created_at as createdAt'] as const

export const find = (db: Sql, id: string): Promise<Account | undefined> =>
  db.selectFrom('accounts').select(columns).where('id', '=', id).executeTakeFirst()

export const list = (db: Sql): Promise<Account[]> =>
  ofEveryAccount(db).selectFrom('accounts').select(columns).orderBy('created_at').orderBy('id').execute()

/** The number of accounts, counted up to `max`. */
export async function countUpTo(db: Sql, max: number): Promise<number> {
  const rows = await ofEveryAccount(db).selectFrom('accounts').select('id').limit(max).execute()
  return rows.length
}

export async function insert(db: Sql, account: Account): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id: account.id, name: account.name, created_at: account.createdAt })
    .execute()
}

export async function rename(db: Sql, id: string, name: string): Promise<void> {
  await db.updateTable('accounts').set({ name }).where('id', '=', id).execute()
}

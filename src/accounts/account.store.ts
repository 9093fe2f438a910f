import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import type { Account } from './account.type.ts'

const columns = ['accounts.id', 'accounts.name', 'accounts.created_at as createdAt'] as const

/** An account without the head of its audit log. */
export type AccountRow = Omit<Account, 'version'>

export const find = (db: Sql, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom('accounts').select(columns).where('id', '=', id).executeTakeFirst()

/** The account with its version, in one statement. */
export const findVersioned = (db: Sql, id: string): Promise<Account | undefined> =>
  db
    .selectFrom('accounts')
    .innerJoin('audit_heads', 'audit_heads.account_id', 'accounts.id')
    .select([...columns, 'audit_heads.sequence as version'])
    .where('accounts.id', '=', id)
    .executeTakeFirst()

export const list = (db: Sql): Promise<AccountRow[]> =>
  ofEveryAccount(db).selectFrom('accounts').select(columns).orderBy('created_at').orderBy('id').execute()

/** The number of accounts, counted up to `max`. */
export async function countUpTo(db: Sql, max: number): Promise<number> {
  const rows = await ofEveryAccount(db).selectFrom('accounts').select('id').limit(max).execute()
  return rows.length
}

export async function insert(db: Sql, account: AccountRow): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id: account.id, name: account.name, created_at: account.createdAt })
    .execute()
}

export async function rename(db: Sql, id: string, name: string): Promise<void> {
  await db.updateTable('accounts').set({ name }).where('id', '=', id).execute()
}

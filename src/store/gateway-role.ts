import { sql } from 'kysely'
import { everyAccount } from './account-scope.ts'
import type { Sql, Tables } from './tables.ts'

type Privilege = 'select' | 'insert' | 'update' | 'delete'

interface Access {
  readonly privileges: readonly Privilege[]
  /** The column that names the account of a row; undefined where rows belong to none. */
  readonly account?: 'account_id' | 'id'
  /** Whether some statement reads rows before it can know their account. */
  readonly readAcrossAccounts?: true
}

const all = ['select', 'insert', 'update', 'delete'] as const
const kept = ['select', 'insert', 'update'] as const

/** What the gateway's role may do with each table where another role owns them: what it needs, and no more. */
// biome-ignore format: a grid
const tables: Readonly<Record<keyof Tables, Access>> = {
  settings:                   { privileges: kept },
  accounts:                   { privileges: kept, account: 'id',         readAcrossAccounts: true },
  audit_heads:                { privileges: kept, account: 'account_id' },
  // The log grows, and nothing of it is ever changed.
  audit_events:               { privileges: ['select', 'insert'], account: 'account_id' },
  clusters:                   { privileges: all,  account: 'account_id' },
  groups:                     { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  users:                      { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  user_groups:                { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  sessions:                   { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  password_resets:            { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  email_changes:              { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  attempts:                   { privileges: all },
  known_networks:             { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  sign_in_failures:           { privileges: all },
  outbox:                     { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  tasks:                      { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  invitations:                { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  invitation_sendings:        { privileges: all,  account: 'account_id' },
  invitation_groups:          { privileges: kept, account: 'account_id' },
  databases:                  { privileges: kept, account: 'account_id' },
  tables:                     { privileges: kept, account: 'account_id' },
  database_tokens:            { privileges: kept, account: 'account_id' },
  database_token_permissions: { privileges: all,  account: 'account_id' },
  management_tokens:          { privileges: kept, account: 'account_id', readAcrossAccounts: true },
}

const setting = 'gateway_role'

/** The role that was granted what the gateway needs; undefined where it owns its tables itself. */
export async function grantedRole(db: Sql): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', setting).executeTakeFirst()
  return row?.value
}

/**
 * Gives a role what the gateway needs on the tables of another, and hides from it whatever lies outside the account
 * that its transaction is for. The owner is not subject to that, so that migrations reach every row. Re-runnable.
 */
export async function grantToGateway(owner: Sql, role: string): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    const grantee = sql.id(role)
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(transaction)
    await sql`grant usage on schema ${sql.id(rows[0]?.schema ?? 'public')} to ${grantee}`.execute(transaction)
    await sql`revoke all on migrations from ${grantee}`.execute(transaction)
    await sql`grant select on migrations to ${grantee}`.execute(transaction)
    for (const [name, access] of Object.entries(tables)) {
      const table = sql.table(name)
      await sql`revoke all on ${table} from ${grantee}`.execute(transaction)
      await sql`grant ${sql.raw(access.privileges.join(', '))} on ${table} to ${grantee}`.execute(transaction)
      await secureRows(transaction, name, access)
    }
    await transaction
      .insertInto('settings')
      .values({ key: setting, value: role })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: role }))
      .execute()
  })
}

/** On a pooled connection the setting is an empty text after the transaction that had it. */
const currentAccount = sql`nullif(current_setting('app.account', true), '')`

async function secureRows(transaction: Sql, name: string, { account, readAcrossAccounts }: Access): Promise<void> {
  if (account === undefined) return
  const table = sql.table(name)
  const column = sql.ref(account)
  await sql`drop policy if exists of_account on ${table}`.execute(transaction)
  await sql`drop policy if exists across_accounts on ${table}`.execute(transaction)
  await sql`create policy of_account on ${table}
    using (${column} = ${currentAccount}) with check (${column} = ${currentAccount})`.execute(transaction)
  if (readAcrossAccounts) {
    await sql`create policy across_accounts on ${table} for select
      using (${currentAccount} = ${sql.lit(everyAccount)})`.execute(transaction)
  }
  await sql`alter table ${table} enable row level security`.execute(transaction)
}

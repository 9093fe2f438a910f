import { sql } from 'kysely'
import { everyAccount } from './account-scope.ts'
import type { Sql, Tables } from './tables.ts'

type Privilege = 'select' | 'insert' | 'update' | 'delete'

interface Access {
  readonly privileges: readonly Privilege[]
  /** The column that names the account of a row; undefined where rows belong to none. */
  readonly account?: 'account_id' | 'id'
  /** Whether a statement exists that reads rows before it can know their account. */
  readonly readAcrossAccounts?: true
}

const all = ['select', 'insert', 'update', 'delete'] as const
const kept = ['select', 'insert', 'update'] as const

/** The rights of the gateway's role on each table where another role owns them: what it needs, and no more. */
// biome-ignore format: a grid
const tables: Readonly<Record<keyof Tables, Access>> = {
  settings:                   { privileges: kept },
  master_keys:                { privileges: kept },
  key_holders:                { privileges: all },
  accounts:                   { privileges: kept, account: 'id',         readAcrossAccounts: true },
  audit_heads:                { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  // Events are appended, and never changed.
  audit_events:               { privileges: ['select', 'insert'], account: 'account_id' },
  clusters:                   { privileges: all,  account: 'account_id' },
  cluster_proxy_secrets:      { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  cluster_links:              { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  cluster_work:               { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  groups:                     { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  users:                      { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  user_groups:                { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  sessions:                   { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  password_resets:            { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  email_changes:              { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  attempts:                   { privileges: all },
  known_networks:             { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  sign_in_failures:           { privileges: all },
  outbox:                     { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  idempotency_keys:           { privileges: all,  account: 'account_id' },
  tasks:                      { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  invitations:                { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  invitation_sendings:        { privileges: all,  account: 'account_id' },
  invitation_groups:          { privileges: all,  account: 'account_id' },
  databases:                  { privileges: kept, account: 'account_id' },
  database_labels:            { privileges: all,  account: 'account_id' },
  tables:                     { privileges: kept, account: 'account_id' },
  database_tokens:            { privileges: kept, account: 'account_id', readAcrossAccounts: true },
  database_token_permissions: { privileges: all,  account: 'account_id' },
  database_token_usage:       { privileges: all,  account: 'account_id', readAcrossAccounts: true },
  management_tokens:          { privileges: kept, account: 'account_id', readAcrossAccounts: true },
}

const setting = 'gateway_role'

/** The role that was granted these rights; undefined where the gateway owns its tables itself. */
export async function grantedRole(db: Sql): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', setting).executeTakeFirst()
  return row?.value
}

/**
 * Grants the gateway's rights to a role, and hides from it all rows outside the account of its transaction. Row
 * security does not apply to the owner, so that migrations reach every row. May be run again, also beside gateways:
 * each table has a transaction of its own, because one that locked several could deadlock with theirs.
 */
export async function grantToGateway(owner: Sql, role: string): Promise<void> {
  const grantee = sql.id(role)
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(owner)
  await sql`grant usage on schema ${sql.id(rows[0]?.schema ?? 'public')} to ${grantee}`.execute(owner)
  await owner.transaction().execute(async (transaction) => {
    await sql`revoke all on migrations from ${grantee}`.execute(transaction)
    await sql`grant select on migrations to ${grantee}`.execute(transaction)
  })
  for (const [name, access] of Object.entries(tables)) {
    await owner.transaction().execute(async (transaction) => {
      const table = sql.table(name)
      await sql`revoke all on ${table} from ${grantee}`.execute(transaction)
      await sql`grant ${sql.raw(access.privileges.join(', '))} on ${table} to ${grantee}`.execute(transaction)
      await secureRows(transaction, name, access)
    })
  }
  await owner
    .insertInto('settings')
    .values({ key: setting, value: role })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: role }))
    .execute()
}

/** After the transaction that set it, a pooled connection has the setting as an empty text. */
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

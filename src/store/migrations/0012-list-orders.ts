import type { Migration } from '../migration.ts'

/** The sort keys of tokens for times that may be null; SQLite would not use an index on an expression for a page. */
const keys = [
  'add column expiry_key bigint generated always as (coalesce(expires_at, 9007199254740991))',
  'add column last_use_key bigint generated always as (coalesce(last_used_at, 0))',
]

/**
 * SQLite computes a new column when it is read, and stores it in indexes only. PostgreSQL stores it in the row, and writes
 * the table anew for it: once for both columns.
 */
const keysOf = {
  sqlite: (table: string) => keys.map((key) => `alter table ${table} ${key} virtual`),
  postgres: (table: string) => [`alter table ${table} ${keys.map((key) => `${key} stored`).join(', ')}`],
}

/** Indexes for lists of tokens, invitations and databases in all orders that can be requested. */
export const listOrders: Migration = (_types, engine) => [
  ...keysOf[engine]('database_tokens'),
  'create index database_tokens_expiry on database_tokens (account_id, expiry_key, id)',
  'create index database_tokens_last_use on database_tokens (account_id, last_use_key, id)',
  'create index database_tokens_description on database_tokens (account_id, folded_description, id)',
  'create index database_tokens_cluster_expiry on database_tokens (account_id, cluster_id, expiry_key, id)',
  'create index database_tokens_cluster_last_use on database_tokens (account_id, cluster_id, last_use_key, id)',
  `create index database_tokens_cluster_description
    on database_tokens (account_id, cluster_id, folded_description, id)`,

  ...keysOf[engine]('management_tokens'),
  'create index management_tokens_expiry on management_tokens (account_id, expiry_key, id)',
  'create index management_tokens_last_use on management_tokens (account_id, last_use_key, id)',
  'create index management_tokens_description on management_tokens (account_id, folded_description, id)',

  'create index invitations_address on invitations (account_id, email, id)',
  'drop index invitations_email',
  'create index invitations_expiry on invitations (account_id, expires_at, id)',

  'create index databases_cluster_created on databases (account_id, cluster_id, created_at, id)',
]

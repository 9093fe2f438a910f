import type { Migration } from '../migration.ts'

/** Indexes for the lists of clusters, and for what counts against the quotas of an account. */
export const listsAndQuotas: Migration = () => [
  'create index database_tokens_cluster on database_tokens (account_id, cluster_id, created_at, id)',
  'create index databases_cluster on databases (account_id, cluster_id, name, id)',
  'create index databases_active on databases (account_id, name, id) where deleted_at is null',
  'create index database_tokens_live on database_tokens (account_id, expires_at) where revoked_at is null',
  'create index management_tokens_live on management_tokens (account_id, expires_at) where revoked_at is null',
  `create index invitations_open on invitations (account_id, expires_at)
    where accepted_at is null and revoked_at is null`,
]

import type { Migration } from '../migration.ts'

/**
 * Several master keys. `master_keys` has the public part of each that was ever the current one, `key_holders` the
 * gateways that run, with the keys that they have. Rows with a hash name the key that it was made with; sealed values
 * name it themselves. Rows of earlier versions name none: theirs is the first key of the store.
 */
export const masterKeys: Migration = ({ text }) => [
  `create table master_keys (
    id ${text} primary key,
    fingerprint ${text} not null,
    public_key ${text} not null,
    valid_from bigint not null,
    retired_at bigint,
    signature ${text} not null)`,

  `create table key_holders (
    process_id ${text} primary key,
    keys ${text} not null,
    started_at bigint not null,
    seen_at bigint not null)`,

  ...['sessions', 'management_tokens', 'invitations', 'password_resets', 'email_changes', 'cluster_proxy_secrets'].map(
    (table) => `alter table ${table} add column secret_key ${text}`,
  ),
  `alter table invitations add column earlier_secret_key ${text}`,
  `alter table users add column password_key ${text}`,
]

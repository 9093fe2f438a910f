import type { Migration } from '../migration.ts'

/**
 * The keys under which mutations were carried out, each with the answer, so that a repeated request is answered and not
 * carried out again. A row is written by the change itself, and lives for a day.
 */
export const idempotencyKeys: Migration = ({ text }) => [
  `create table idempotency_keys (
    account_id ${text} not null references accounts (id),
    principal_id ${text} not null,
    key ${text} not null,
    request_hash ${text} not null,
    action ${text} not null,
    owner_id ${text},
    answer ${text},
    created_at bigint not null,
    primary key (account_id, principal_id, key))`,
  'create index idempotency_keys_age on idempotency_keys (account_id, created_at)',
]

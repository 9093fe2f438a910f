import type { Migration } from '../migration.ts'

/**
 * The check of the data plane: the secrets by which proxies ask, the secret that a cluster verifies JWTs with (sealed),
 * and how often tokens were used. A process counts in rows of its own, with the totals since its start, so that writing
 * them twice changes nothing.
 */
export const dataPlane: Migration = ({ text }) => [
  `create table cluster_proxy_secrets (
    account_id ${text} not null,
    cluster_id ${text} not null,
    secret_hash ${text} primary key,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    foreign key (account_id, cluster_id) references clusters (account_id, id))`,
  'create index cluster_proxy_secrets_cluster on cluster_proxy_secrets (account_id, cluster_id)',

  `alter table clusters add column jwt_secret ${text}`,

  `create table database_token_usage (
    account_id ${text} not null,
    token_id ${text} not null,
    day bigint not null,
    process_id ${text} not null,
    reads bigint not null,
    writes bigint not null,
    denials bigint not null,
    primary key (account_id, token_id, day, process_id),
    foreign key (account_id, token_id) references database_tokens (account_id, id))`,
  'create index database_token_usage_day on database_token_usage (day)',
]

import type { Migration } from '../migration.ts'

/**
 * The ways to real clusters, and what has reached them. A cluster without a link is one that the gateway keeps records
 * of only. A row of work belongs to one database, table or token of a linked cluster; the task of the same id brings it
 * to the cluster.
 */
export const clusterLinks: Migration = ({ text }) => [
  `create table cluster_links (
    account_id ${text} not null,
    cluster_id ${text} not null,
    kind ${text} not null,
    enforcement ${text} not null,
    management_url ${text} not null,
    settings ${text} not null,
    credential ${text} not null,
    credential_prefix ${text} not null,
    health ${text} not null,
    failures bigint not null,
    version ${text},
    warning ${text},
    checked_at bigint,
    error_code ${text},
    error ${text},
    error_at bigint,
    drift_checked_at bigint,
    unmanaged_databases bigint,
    unmanaged_credentials bigint,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (account_id, cluster_id),
    foreign key (account_id, cluster_id) references clusters (account_id, id))`,

  `create table cluster_work (
    account_id ${text} not null,
    cluster_id ${text} not null,
    kind ${text} not null check (kind in ('DATABASE', 'TABLE', 'DATABASE_TOKEN')),
    id ${text} not null,
    wanted bigint not null,
    applied bigint not null,
    state ${text} not null check (state in ('APPLIED', 'PENDING', 'CREATING', 'FAILED', 'DRIFTED')),
    since bigint not null,
    applied_at bigint,
    external_id ${text},
    external_name ${text},
    create_started_at bigint,
    attempts bigint not null,
    next_attempt_at bigint,
    error_code ${text},
    error ${text},
    error_at bigint,
    differences ${text},
    secret ${text},
    foreign_grants ${text},
    request_id ${text} not null,
    primary key (account_id, id),
    foreign key (account_id, cluster_id) references clusters (account_id, id))`,
  'create index cluster_work_state on cluster_work (account_id, cluster_id, state)',
  'create index cluster_work_external on cluster_work (account_id, cluster_id, kind, external_id)',

  'alter table databases add column purged_at bigint',
  `alter table database_tokens add column origin ${text} not null default 'MANAGED'`,
]

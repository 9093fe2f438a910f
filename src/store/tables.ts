import type { ColumnType, Generated, Kysely } from 'kysely'

/** The rows of the store. Times are epoch milliseconds; lists and maps are JSON in text. */
export interface Tables {
  settings: { key: string; value: string }
  /** The master keys that are or were the current one. None is ever removed: they tell who has signed old audit heads. */
  master_keys: {
    id: string
    fingerprint: string
    /** Verifies audit heads; SPKI in PEM. */
    public_key: string
    /** When it became the current one. */
    valid_from: number
    retired_at: number | null
    /** Of the rest of the row, by the key that was the current one when it was written. */
    signature: string
  }
  /** The gateways that run on this store, with the master keys that they have. */
  key_holders: {
    process_id: string
    /** The ids of their keys, the current one's first, separated by blanks. */
    keys: string
    started_at: number
    seen_at: number
  }
  accounts: { id: string; name: string; created_at: number }
  audit_heads: {
    account_id: string
    sequence: number
    hash: string
    signature: string
    locked_at: number
  }
  clusters: {
    account_id: string
    id: string
    name: string
    url: string
    created_at: number
    /** Sealed; null while none is set. The cluster verifies with it the JWTs that the check answers with. */
    jwt_secret: string | null
  }
  /** The secrets by which the proxy before a cluster asks for checks. */
  cluster_proxy_secrets: {
    account_id: string
    cluster_id: string
    secret_hash: string
    /** The id of the master key that the hash was made with; null for the first key of the store. */
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    /** Null for the current one; an earlier one is accepted until then. */
    expires_at: number | null
    last_used_at: number | null
  }
  /** The ways to the clusters that stand behind; a cluster without one is kept in records only. */
  cluster_links: {
    account_id: string
    cluster_id: string
    kind: string
    enforcement: 'NATIVE' | 'FORWARD_AUTH'
    management_url: string
    /** What the operator has said about it, as JSON; nothing of it is secret. */
    settings: string
    /** Sealed. */
    credential: string
    credential_prefix: string
    health: 'HEALTHY' | 'DEGRADED' | 'UNREACHABLE' | 'CREDENTIAL_REFUSED' | 'UNKNOWN'
    /** How many probes have failed since the last that succeeded. */
    failures: number
    version: string | null
    /** What works but should be mended, as the last probe that succeeded has found. */
    warning: string | null
    /** When it was last probed. */
    checked_at: number | null
    error_code: string | null
    error: string | null
    error_at: number | null
    drift_checked_at: number | null
    /** How many were found at that time that are not known here. */
    unmanaged_databases: number | null
    unmanaged_credentials: number | null
    created_at: number
    updated_at: number
  }
  /** Where the databases, tables and tokens of linked clusters stand; the task of the same id brings them there. */
  cluster_work: {
    account_id: string
    cluster_id: string
    kind: 'DATABASE' | 'TABLE' | 'DATABASE_TOKEN'
    id: string
    /** How often something else was wanted. */
    wanted: number
    /** What `wanted` was when the cluster last had it all. */
    applied: number
    state: 'APPLIED' | 'PENDING' | 'CREATING' | 'FAILED' | 'DRIFTED'
    since: number
    applied_at: number | null
    external_id: string | null
    /** What it was called on the cluster when it was last applied. */
    external_name: string | null
    /** Once it is set, what lies on the cluster under the name may be ours. */
    create_started_at: number | null
    attempts: number
    next_attempt_at: number | null
    error_code: string | null
    error: string | null
    error_at: number | null
    /** What the cluster has instead, as JSON; null unless DRIFTED. */
    differences: string | null
    /** The secret of a token, sealed; kept until the cluster has it. */
    secret: string | null
    /** Of an imported token: what it may do on databases that are not managed here, as JSON; null where nothing. */
    foreign_grants: string | null
    /** The request that wanted it last. */
    request_id: string
  }
  /** The columns of a built-in group, besides its id and key, are null: they are part of the program. */
  groups: {
    account_id: string
    id: string
    key: string
    name: ColumnType<string | null, string | null | undefined, string | null>
    description: ColumnType<string | null, string | null | undefined, string | null>
    /** The conditions and grants of a custom group, as canonical JSON. */
    definition: ColumnType<string | null, string | null | undefined, string | null>
    created_at: ColumnType<number | null, number | null | undefined, number | null>
    created_by: ColumnType<string | null, string | null | undefined, string | null>
    updated_at: ColumnType<number | null, number | null | undefined, number | null>
    version: Generated<number>
  }
  users: {
    account_id: string
    id: string
    email: string
    name: string
    folded_name: string
    status: 'ACTIVE' | 'DEACTIVATED'
    attributes: string
    password_hash: string | null
    /** Authenticates a hash that was made without the master secret; null where the hash needs none. */
    password_seal: string | null
    /** The id of the master key that they were made with; null for the first key of the store. */
    password_key: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    last_sign_in_at: number | null
    removed_at: number | null
    version: number
  }
  user_groups: {
    account_id: string
    user_id: string
    group_id: string
    /** When the membership ends; null where it does not. */
    until: ColumnType<number | null, number | null | undefined, number | null>
    /** The person who gave it, perhaps by a management token; null for the operator, and where that is not known. */
    granted_by: ColumnType<string | null, string | null | undefined, string | null>
    granted_at: ColumnType<number | null, number | null | undefined, number | null>
    reason: ColumnType<string | null, string | null | undefined, string | null>
    source: Generated<'MANUAL' | 'INVITATION' | 'IMPORT'>
  }
  sessions: {
    account_id: string
    id: string
    user_id: string
    secret_hash: string
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    client: string
    ip: string | null
    created_at: number
    last_seen_at: number
    expires_at: number
    ended_at: number | null
    /** Why it ended, for the reasons that its person is told. */
    end_reason: 'RIGHTS_GREW' | null
  }
  password_resets: {
    account_id: string
    id: string
    user_id: string
    secret_hash: string
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    expires_at: number
  }
  /** Attempts that are limited in number. Names of targets and counters are hashed. */
  attempts: { id: string; target: string; counter: string; at: number }
  /** The networks from which people have signed in. */
  known_networks: { account_id: string; user_id: string; network: string; signed_in_at: number }
  /** Written by earlier versions only. */
  sign_in_failures: { id: string; subject: string; at: number }
  invitations: {
    account_id: string
    id: string
    email: string
    attributes: string
    invited_by: string | null
    /** The management token that sent it on behalf of the inviter; null when a person or the operator sent it. */
    management_token_id: string | null
    secret_hash: string
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    /** The hash of an earlier link that stays valid, because the last one was sent without the rights to replace it. */
    earlier_secret_hash: string | null
    earlier_secret_key: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    expires_at: number
    /** How long each of its links is valid. */
    life_milliseconds: number
    sent_count: number
    mail_id: string | null
    accepted_at: number | null
    accepted_by: string | null
    revoked_at: number | null
    revoked_by: string | null
  }
  /** The invitation mails of the last hour. */
  invitation_sendings: {
    account_id: string
    mail_id: string
    email: string
    inviter_id: string | null
    sent_at: number
  }
  invitation_groups: { account_id: string; invitation_id: string; group_id: string }
  databases: {
    account_id: string
    id: string
    cluster_id: string
    name: string
    retention_seconds: number | null
    max_tables: number
    max_columns_per_table: number
    partition_template: string
    created_at: number
    updated_at: number
    deleted_at: number | null
    /** When a deleted database was removed from its cluster for good. */
    purged_at: ColumnType<number | null, number | null | undefined, number | null>
    version: number
  }
  database_labels: {
    account_id: string
    database_id: string
    key: string
    value: string
  }
  tables: {
    account_id: string
    id: string
    database_id: string
    name: string
    /** Null when it follows the database's. */
    partition_template: string | null
    created_at: number
    deleted_at: number | null
    version: number
  }
  database_tokens: {
    account_id: string
    id: string
    cluster_id: string
    description: string
    folded_description: string
    prefix: string
    secret_hash: string
    created_at: number
    created_by: string | null
    expires_at: number | null
    /** The life that it was made with, also after rotations; null is for ever. */
    life_milliseconds: number | null
    /** The token that it replaced. */
    rotated_from: string | null
    /** The token that replaced it. */
    replaced_by: string | null
    /** The first token of those that replaced one another; null for a token that replaced none. */
    line_id: string | null
    last_used_at: number | null
    /** `expires_at`; for a token without an end, the largest safe integer. The store computes it. */
    expiry_key: ColumnType<number, never, never>
    /** `last_used_at`; 0 for a token that was never used. The store computes it. */
    last_use_key: ColumnType<number, never, never>
    revoked_at: number | null
    revoked_by: string | null
    /** IMPORTED tokens were found on the cluster; their secret is not known here. */
    origin: ColumnType<'MANAGED' | 'IMPORTED', 'MANAGED' | 'IMPORTED' | undefined, 'MANAGED' | 'IMPORTED'>
    version: number
  }
  database_token_permissions: {
    account_id: string
    token_id: string
    position: number
    cluster_id: string
    action: 'READ' | 'WRITE'
    /** Null covers every database of the cluster. */
    database_id: string | null
    /** The creation time of the token, which a trigger of the store fills in. */
    token_created_at: ColumnType<number, never, never>
  }
  /** The uses of database tokens, as one process has counted them on one day. */
  database_token_usage: {
    account_id: string
    token_id: string
    /** The start of the day in UTC. */
    day: number
    process_id: string
    reads: number
    writes: number
    denials: number
  }
  management_tokens: {
    account_id: string
    id: string
    description: string
    folded_description: string
    permissions: string
    prefix: string
    secret_hash: string
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    created_by: string
    expires_at: number | null
    last_used_at: number | null
    /** `expires_at`; for a token without an end, the largest safe integer. The store computes it. */
    expiry_key: ColumnType<number, never, never>
    /** `last_used_at`; 0 for a token that was never used. The store computes it. */
    last_use_key: ColumnType<number, never, never>
    revoked_at: number | null
    revoked_by: string | null
  }
  audit_events: {
    account_id: string
    sequence: number
    id: string
    occurred_at: number
    action: string
    outcome: 'SUCCEEDED' | 'DENIED' | 'FAILED'
    error_code: string | null
    actor_id: string | null
    actor_label: string
    resource_id: string | null
    resource_label: string | null
    changes: string
    ip: string | null
    request_id: string
    previous_hash: string
    hash: string
    /** The groups by which the actor was allowed to; null for events of versions that did not note them. */
    decided_by: string | null
  }
  email_changes: {
    account_id: string
    user_id: string
    /** The new one. */
    email: string
    secret_hash: string
    secret_key: ColumnType<string | null, string | null | undefined, string | null>
    /** The person or the management token that asked for it. */
    requested_by: string
    mail_id: string
    created_at: number
    expires_at: number
  }
  outbox: {
    account_id: string
    id: string
    recipient: string
    /** Sealed; erased once the mail is sent or given up. */
    message: string | null
    status: 'QUEUED' | 'SENT' | 'FAILED'
    attempts: number
    /** Read by earlier versions only, to select mail; far in the future for a mail that a task delivers. */
    next_attempt_at: number
    created_at: number
    finished_at: number | null
    failure: string | null
    /** 1 where it was written to a file instead of sent. */
    is_written: Generated<number>
  }
  /** The keys under which mutations were carried out in the last day, with their answers. */
  idempotency_keys: {
    account_id: string
    /** The person or the management token that sent it. */
    principal_id: string
    key: string
    /** Authenticates the mutation and its arguments, which may hold a password. */
    request_hash: string
    action: string
    /** Whose the changed object is, for mutations that callers may apply to what is their own. */
    owner_id: string | null
    /** JSON without any secret; null where it was too large to keep. */
    answer: string | null
    created_at: number
  }
  tasks: {
    account_id: string
    kind: string
    /** The id of the resource that needs attention. */
    id: string
    /** How often it was asked for since it was queued. */
    wanted: number
    attempts: number
    /** When it is due; while a worker has claimed it, the end of the claim. */
    next_attempt_at: number
    /** 0 while it is not claimed. */
    claimed_until: number
    created_at: number
  }
}

/** The store, or one of its transactions. */
export type Sql = Kysely<Tables>

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from './typed-document.ts';
import type { Method, MutationMethod } from './method.ts';
/** The secret of an invitation link, and the name and password of the new person. */
export type AcceptInvitationInput = {
  /** The person’s name, as others see it: 1 to 64 printable characters. */
  readonly name: string;
  /** 12 to 128 characters, none of the most common passwords, without the name part of the e-mail address. */
  readonly password: string;
  /** The part of the mailed link after the #. */
  readonly secret: string;
};

/** Who acted, by kind. */
export type ActorKind =
  /** A database token, whose request for data was refused. */
  | 'DATABASE_TOKEN'
  /** The gateway, by itself. */
  | 'GATEWAY'
  | 'MANAGEMENT_TOKEN'
  /** A caller who had not signed in. */
  | 'NOBODY'
  /** The operator, by a command on the machine of the gateway. */
  | 'OPERATOR'
  | 'PERSON';

/** A person, a group, and the terms of the membership; together they replace earlier terms. A person can be in 20 groups, whose grants on clusters and databases are at most 200 together. */
export type AddMembershipInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** The group by id. Either this or `groupKey` is needed. */
  readonly groupId?: string | null | undefined;
  /** The group by its key, such as `member`. */
  readonly groupKey?: string | null | undefined;
  /** 1 to 512 printable characters, such as the name of a ticket. */
  readonly reason?: string | null | undefined;
  /** When the membership ends: a time in the future; null or absent for never. */
  readonly until?: string | null | undefined;
  /** The person to put into the group. */
  readonly userId: string;
};

/** An attribute to store. A list has at most 50, and each key once. */
export type AttributeInput = {
  /** 1 to 64 characters: letters, digits, `.`, `_`, `-`. */
  readonly key: string;
  /** At most 512 printable characters. */
  readonly value: string;
};

/** A condition on an attribute of the person. */
export type AttributeMatchInput = {
  /** The attribute has one of these values, at most 20; an absent one has none of them. An empty list never holds. */
  readonly anyOf: ReadonlyArray<string>;
  /** 1 to 64 characters: letters, digits, `.`, `_`, `-`. */
  readonly key: string;
};

/** The order of a list of audit events. */
export type AuditEventOrder = {
  readonly direction?: OrderDirection;
  readonly field?: AuditEventOrderField;
};

/** The fields by which audit events can be ordered. */
export type AuditEventOrderField =
  /** By their place in the log, which is the order in which they happened. */
  | 'SEQUENCE';

/** Every given condition must hold; a list means "any of". */
export type AuditFilter = {
  /** An action may end in `*`: `invitation.*`. */
  readonly actions?: ReadonlyArray<string> | null | undefined;
  readonly actorIds?: ReadonlyArray<string> | null | undefined;
  readonly actorKinds?: ReadonlyArray<ActorKind> | null | undefined;
  /** At this time or later. */
  readonly from?: string | null | undefined;
  readonly outcomes?: ReadonlyArray<AuditOutcome> | null | undefined;
  readonly requestId?: string | null | undefined;
  readonly resourceIds?: ReadonlyArray<string> | null | undefined;
  /** Part of what the resource or the actor was called at that moment; the letters A to Z count as a to z. */
  readonly search?: string | null | undefined;
  /** Before this time. */
  readonly to?: string | null | undefined;
};

/** How an attempt ended. */
export type AuditOutcome =
  /** The caller was not allowed to; nothing changed. */
  | 'DENIED'
  /** Allowed, but refused for another reason; nothing changed. */
  | 'FAILED'
  | 'SUCCEEDED';

/** Who sends a request. */
export type CallerKind =
  /** A person with a session. */
  | 'PERSON'
  /** A management token. */
  | 'TOKEN';

/** A change of a person’s e-mail address. */
export type ChangeEmailInput = {
  /** The caller’s password; needed to change their own address. */
  readonly currentPassword?: string | null | undefined;
  /** The new address; the present address withdraws a pending change. */
  readonly email: string;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** The person whose address changes; the caller when absent. */
  readonly userId?: string | null | undefined;
};

/** The caller’s current and new password. */
export type ChangePasswordInput = {
  readonly currentPassword: string;
  /** 12 to 128 characters, none of the most common passwords, without the name part of the e-mail address. */
  readonly newPassword: string;
};

/** How the cluster answered when it was last asked. */
export type ClusterHealth =
  /** It does not take the gateway’s credential: what is wanted of it waits for the operator. */
  | 'CREDENTIAL_REFUSED'
  /** It answers, but not as it should; `lastError` says what. */
  | 'DEGRADED'
  /** As it should. */
  | 'HEALTHY'
  /** It was not asked yet; always so for the kind NONE. */
  | 'UNKNOWN'
  /** It does not answer: what is wanted of it waits. */
  | 'UNREACHABLE';

/** What stands behind a cluster. */
export type ClusterKind =
  /** InfluxDB 1.x. */
  | 'INFLUXDB_1'
  /** InfluxDB OSS 2. */
  | 'INFLUXDB_2'
  /** InfluxDB 3 Core. */
  | 'INFLUXDB_3_CORE'
  /** InfluxDB 3 Enterprise. */
  | 'INFLUXDB_3_ENTERPRISE'
  /** InfluxDB Cloud Dedicated. */
  | 'INFLUXDB_CLOUD_DEDICATED'
  /** InfluxDB Clustered. */
  | 'INFLUXDB_CLUSTERED'
  /** Nothing that the gateway manages: it keeps records only. */
  | 'NONE';

/** When a group counts: every clause given must hold. An absent one does not limit; an empty list never holds. */
export type ConditionsInput = {
  /** Each must hold; at most 10. */
  readonly attributes?: ReadonlyArray<AttributeMatchInput> | null | undefined;
  /** The person signed in no longer ago than this, 1m to 24h. Never holds for a management token. */
  readonly authenticatedWithin?: string | null | undefined;
  /** The request comes from one of these. */
  readonly callers?: ReadonlyArray<CallerKind> | null | undefined;
  /** It is now within one of these; at most 10. */
  readonly hours?: ReadonlyArray<HoursInput> | null | undefined;
  /** The session was begun with a second factor. Never holds yet: no way of signing in has one. */
  readonly mfa?: boolean | null | undefined;
  /** The client’s address lies in one of these, such as `10.0.0.0/8` or `2001:db8::/32`; at most 20. BAD_INPUT while the addresses of clients are not known: no proxy is trusted, and all sessions of the last day, at least five, came from one loopback, private or unique-local address. */
  readonly networks?: ReadonlyArray<string> | null | undefined;
};

/** The secret of the link in the mail to the new address. */
export type ConfirmEmailInput = {
  /** The part of the mailed link after the #. */
  readonly secret: string;
};

/** A database to create. */
export type CreateDatabaseInput = {
  /** The cluster to create it on. */
  readonly clusterId: string;
  /** What it is for; none when absent. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
  /** Column limit of each table: 1 to 1000, the time column included. */
  readonly maxColumnsPerTable?: number | null | undefined;
  /** Table limit: 1 or more. */
  readonly maxTables?: number | null | undefined;
  /** 1 to 64 letters (a to z), digits, `_`, `-` and `/`; starts with a letter or a digit, not with `iox_`; no `//`, no `/` at the end. CONFLICT when an active database of the cluster has it. */
  readonly name: string;
  /** 1 to 8 parts, exactly one of them TIME; by day when absent. Can never be changed. */
  readonly partitionTemplate?: ReadonlyArray<PartitionPartInput> | null | undefined;
  /** Retention: at least 1h. Absent, null and zero keep data for ever. */
  readonly retentionPeriod?: string | null | undefined;
};

/** A database token to create. */
export type CreateDatabaseTokenInput = {
  /** The cluster whose data it gives access to. */
  readonly clusterId: string;
  /** 1 to 512 printable characters. */
  readonly description: string;
  /** When it expires: a time in the future; null or absent for never. */
  readonly expiresAt?: string | null | undefined;
  /** At most 100; duplicates count once. An empty list creates a token without permissions. */
  readonly permissions: ReadonlyArray<DatabasePermissionInput>;
};

/** A custom group to create. */
export type CreateGroupInput = {
  /** When it counts; always when absent. */
  readonly conditions?: ConditionsInput | null | undefined;
  /** At most 512 printable characters; empty when absent. */
  readonly description?: string | null | undefined;
  /** What it grants, together; at most 20, and with the conditions at most 8 KiB as JSON. Without any, it grants nothing. */
  readonly grants: ReadonlyArray<GrantInput>;
  /** 2 to 63 characters: a small letter, then small letters, digits and `-`. CONFLICT when a group of the account has it. Never changes. */
  readonly key: string;
  /** 1 to 64 printable characters. */
  readonly name: string;
};

/** A management token to create. */
export type CreateManagementTokenInput = {
  /** 1 to 512 printable characters. */
  readonly description: string;
  /** When it expires: a time in the future; null or absent for never. */
  readonly expiresAt?: string | null | undefined;
  /** 1 to 100 permissions that the caller has; duplicates count once. No token may have the permission to create management tokens. */
  readonly permissions: ReadonlyArray<Permission>;
};

/** A table to create. The first write creates a table by itself, so this is needed only for a partition template of its own. */
export type CreateTableInput = {
  /** The database it will belong to; it must be active. */
  readonly databaseId: string;
  /** 1 to 64 letters (a to z), digits, `_` and `-`; starts with a letter or a digit. CONFLICT when an active table of the database has it. */
  readonly name: string;
  /** 1 to 8 parts, exactly one of them TIME; the database’s when absent. Can never be changed. */
  readonly partitionTemplate?: ReadonlyArray<PartitionPartInput> | null | undefined;
};

/** What a database token may do with data. */
export type DataAction =
  /** Query data. */
  | 'READ'
  /** Write data. */
  | 'WRITE';

/** Which databases to list; every given condition must hold. */
export type DatabaseFilter = {
  /** Databases that meet every one of these conditions on labels; at most 10. */
  readonly labels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Text that the name contains, without regard to case; at most 100 characters. */
  readonly search?: string | null | undefined;
  /** Databases with any of these statuses; only ACTIVE when absent. */
  readonly statuses?: ReadonlyArray<ResourceStatus> | null | undefined;
  /** Databases whose `sync` is in any of these states; in all of them when absent. */
  readonly syncStates?: ReadonlyArray<SyncState> | null | undefined;
};

/** Databases that have all of this, now and in future; at least one member is needed. */
export type DatabaseMatchInput = {
  /** They lie on one of these clusters; at most 50. */
  readonly clusterIds?: ReadonlyArray<string> | null | undefined;
  /** Their labels meet all of these; at most 10. */
  readonly labels?: ReadonlyArray<LabelMatchInput> | null | undefined;
  /** Their names begin with this: 1 to 64 characters, case-sensitive. It reaches every database that gets such a name later, also where one was deleted and another takes its name; `databaseIds` does not. */
  readonly namePrefix?: string | null | undefined;
};

/** The order of a list of databases. */
export type DatabaseOrder = {
  readonly direction?: OrderDirection;
  readonly field: DatabaseOrderField;
};

/** What databases can be ordered by. */
export type DatabaseOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By name: digits, then capital letters, then small ones. */
  | 'NAME';

/** A permission for a database token. */
export type DatabasePermissionInput = {
  readonly action: DataAction;
  /** The id of an active database of the token’s cluster, or `*` for every one, present and future. */
  readonly databaseId: string;
};

/** Confirms the group to delete, so that nobody deletes one by mistake. */
export type DeleteGroupInput = {
  /** The exact key of the group; any other text is BAD_INPUT. */
  readonly confirmKey: string;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
};

/** The database or table to delete, by id and by name, so that none is deleted by mistake. */
export type DeleteInput = {
  /** Its exact name; any other text is BAD_INPUT, and nothing is deleted. */
  readonly confirmName: string;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
};

/** The delivery state of a mail. */
export type DeliveryStatus =
  /** Refused by the mail server for good, given up after several attempts, or withdrawn before it was sent. */
  | 'FAILED'
  /** Waiting to be sent, or to be tried again. */
  | 'QUEUED'
  /** Accepted by the mail server. */
  | 'SENT'
  /** Written to a file in the gateway’s mail directory, because no mail server is configured: the link must be handed over by other means. */
  | 'WRITTEN';

/** The environment that conditions of groups are held against. What is absent is as in the caller’s own request where the question is about the caller; otherwise as for somebody who sends no request now: without an address, and without a session. */
export type EnvironmentInput = {
  /** The time; now when absent. */
  readonly at?: string | null | undefined;
  /** When the person signed in. */
  readonly authenticatedAt?: string | null | undefined;
  /** Whether the person asks, or a management token of theirs. */
  readonly caller?: CallerKind | null | undefined;
  /** The address of the client: `192.0.2.7`, `2001:db8::7`. */
  readonly ip?: string | null | undefined;
  /** Whether they signed in with a second factor. */
  readonly mfa?: boolean | null | undefined;
};

/** Every reason a request can be refused for. Codes never change their meaning. */
export type ErrorCode =
  /** `extensions.field` says which argument is at fault, the message what is allowed. */
  | 'BAD_INPUT'
  /** The cluster behind could not be reached, or did not answer as it should; nothing was made that works, there or here. Try again after `extensions.retryAfterSeconds`. */
  | 'CLUSTER_UNAVAILABLE'
  /** The present state does not allow it: a name is taken, a pending invitation exists, a token was rotated before (`extensions.successorId` names the token that replaced it), … */
  | 'CONFLICT'
  /** The caller’s groups do not grant the permission. `extensions.permission` names it, `extensions.missingPermissions` all that are missing where a group would give more than the caller holds, `extensions.wouldBeGrantedBy` the built-in groups that grant it, `extensions.unmet` the conditions of the caller’s own groups that would grant it if they held (`group`, `kind`, `expected`, `actual`, `remedy`). */
  | 'FORBIDDEN'
  /** The mutation was carried out before, under the same `Idempotency-Key`, and its answer cannot be repeated as a whole: a secret is shown once, or the answer was too large to keep. `extensions.firstAt` says when, `extensions.resourceId` names the token whose secret was shown then: rotate or revoke it. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A fault of ours; `extensions.requestId` finds it in the log. */
  | 'INTERNAL'
  /** Sign-in failed; the answer says nothing about which part was wrong. */
  | 'INVALID_CREDENTIALS'
  /** The invitation was accepted before; sign in instead. */
  | 'INVITATION_ACCEPTED'
  /** The invitation has expired; ask for a new one. */
  | 'INVITATION_EXPIRED'
  /** The invitation was revoked. */
  | 'INVITATION_REVOKED'
  /** The account would be left without an active Admin. */
  | 'LAST_ADMIN'
  /** It does not exist, or lies in another account. */
  | 'NOT_FOUND'
  /** No document with this hash is known here: send the whole document with the hash. Clients with persisted queries do so by themselves. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The document is over a limit: depth, cost, aliases, tokens, size, … */
  | 'QUERY_TOO_COMPLEX'
  /** Too many attempts, or too much at once; try again after `extensions.retryAfterSeconds`. Where nothing was begun, the HTTP status is 429 for limits of the caller and 503 where the gateway has too much to do, both with `Retry-After`. */
  | 'RATE_LIMITED'
  /** `expectedVersion` no longer matches; `extensions.currentVersion` is the version now. */
  | 'STALE_VERSION'
  /** A credential is needed and there is none, or the one sent is invalid, expired or revoked (then with HTTP 401). `extensions.sessionEndReason` is RIGHTS_GREW where the session was ended because its person’s groups grant more. */
  | 'UNAUTHENTICATED'
  /** The store cannot be reached, or takes no changes (its disk is full, it is read-only); nothing was changed. Try again after `extensions.retryAfterSeconds`. Where that holds for the whole operation, the HTTP status is 503, with `Retry-After`. */
  | 'UNAVAILABLE'
  /** The connection to the store broke while it kept a change: whether the change was made is not known. Repeated under the same `Idempotency-Key`, it is made once, and answered; without one, look first. */
  | 'UNKNOWN_OUTCOME'
  /** The cluster behind cannot do it; `extensions.field` says what. */
  | 'UNSUPPORTED';

/** Permissions, and what they are held on. */
export type GrantInput = {
  /** What the permissions are held on. */
  readonly on: SelectorInput;
  /** At least one. `DATABASE_*`, `TABLE_*` and `DATABASE_TOKEN_*` can be granted on anything, CLUSTER_READ on clusters or the account, all others on the account only. */
  readonly permissions: ReadonlyArray<Permission>;
};

/** What keeps a group from counting for a person. */
export type GroupConditionKind =
  /** An attribute of the person. */
  | 'ATTRIBUTE'
  /** How long ago the person signed in. */
  | 'AUTHENTICATED_WITHIN'
  /** Whether a person or a management token asks. */
  | 'CALLER'
  /** The time. */
  | 'HOURS'
  /** The membership is over. */
  | 'MEMBERSHIP'
  /** A second factor. */
  | 'MFA'
  /** The address of the client. */
  | 'NETWORK'
  /** The person is deactivated. */
  | 'STATUS';

/** Hours on the clock of a zone, from `from` until just before `to`. Where `to` is not after `from`, they end on the next day; `days` name the day on which they begin. */
export type HoursInput = {
  /** On which they begin, by the clock of the zone. An empty list is no day. */
  readonly days: ReadonlyArray<Weekday>;
  /** A time of day, such as `22:00`. */
  readonly from: string;
  /** A time of day, such as `06:00`; a day ends at `24:00`. */
  readonly to: string;
  /** A name of the time zone database, such as `Europe/Berlin`. */
  readonly zone: string;
};

/** What to take over from a cluster. Nothing changes on the cluster. */
export type ImportFromClusterInput = {
  readonly clusterId: string;
  /** The external ids of credentials on the cluster, at most 1000; none when null or absent. */
  readonly credentials?: ReadonlyArray<string> | null | undefined;
  /** The names of databases on the cluster, at most 1000; all that are not managed when null or absent. */
  readonly databases?: ReadonlyArray<string> | null | undefined;
  /** Only tells what would happen to each row. `@dryRun` on the operation does the same, and tells the events and the impact, too. */
  readonly dryRun?: boolean;
};

/** Which invitations to list. Every given condition must hold; a list means "any of". */
export type InvitationFilter = {
  /** Text in the e-mail address, without regard to case. */
  readonly search?: string | null | undefined;
  readonly statuses?: ReadonlyArray<InvitationStatus> | null | undefined;
};

/** A person to invite. */
export type InvitationInput = {
  readonly attributes?: ReadonlyArray<AttributeInput> | null | undefined;
  /** A text that is not an e-mail address refuses the whole request, not only this row. */
  readonly email: string;
  /** Groups by id. At least one group is needed, here or in `groupKeys`; both may be given. */
  readonly groupIds?: ReadonlyArray<string> | null | undefined;
  /** Groups by their keys, such as `member`. */
  readonly groupKeys?: ReadonlyArray<string> | null | undefined;
};

/** The order of a list of invitations. */
export type InvitationOrder = {
  readonly direction?: OrderDirection;
  readonly field: InvitationOrderField;
};

/** What invitations can be ordered by. */
export type InvitationOrderField =
  /** By the time of the first mail. */
  | 'CREATED_AT'
  /** By e-mail address. */
  | 'EMAIL'
  /** By the time of expiry. */
  | 'EXPIRES_AT';

/** The state of an invitation. EXPIRED follows from `expiresAt`; ACCEPTED and REVOKED are final. */
export type InvitationStatus =
  | 'ACCEPTED'
  | 'EXPIRED'
  | 'PENDING'
  | 'REVOKED';

/** The people to invite, and the lifetime of the invitations. */
export type InviteUsersInput = {
  /** The lifetime of the invitations: 1h to 30d; 7d when absent. Those sent by a management token expire no later than the token. */
  readonly expiresIn?: string | null | undefined;
  /** 1 to 100. */
  readonly invitations: ReadonlyArray<InvitationInput>;
};

/** Databases that have a label with this key, and any of these values. */
export type LabelFilter = {
  /** At most 20; an empty list matches no database. With any value when absent. */
  readonly anyOf?: ReadonlyArray<string> | null | undefined;
  readonly key: string;
};

/** A label of a database. A list has at most 20, and each key once. */
export type LabelInput = {
  /** 1 to 64 characters: letters, digits, `.`, `_`, `-`. */
  readonly key: string;
  /** 1 to 64 printable characters. */
  readonly value: string;
};

/** A condition on a label of a database: exactly one of `anyOf`, `noneOf` and `sameAs`. */
export type LabelMatchInput = {
  /** The label has one of these values, at most 20; an empty list matches no database. */
  readonly anyOf?: ReadonlyArray<string> | null | undefined;
  /** 1 to 64 characters: letters, digits, `.`, `_`, `-`. */
  readonly key: string;
  /** The label has none of these values, at most 20. A database without the label passes. */
  readonly noneOf?: ReadonlyArray<string> | null | undefined;
  /** The label has the value of the person’s attribute of this key. For a person without it, no database matches. */
  readonly sameAs?: string | null | undefined;
};

/** Confirms the account to leave, so that nobody leaves one by mistake. */
export type LeaveAccountInput = {
  /** The exact name of the account; any other text is BAD_INPUT, and nothing changes. */
  readonly confirmName: string;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
};

/** How a person came into a group. */
export type MembershipSource =
  /** The operator put them there: by an import, or as the first Admin. */
  | 'IMPORT'
  /** They accepted an invitation. */
  | 'INVITATION'
  /** Somebody put them there, by `addMembership` or `setUserGroups`. */
  | 'MANUAL';

/** Ascending or descending. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** One part of a partition template. A template has 1 to 8 parts in order: exactly one TIME part, and up to 7 others, each with a tag key of its own. It can never be changed. */
export type PartitionPartInput = {
  /** 1 to 1000; required for TAG_BUCKET, refused for the others. */
  readonly buckets?: number | null | undefined;
  readonly kind: PartitionPartKind;
  /** TIME: `%Y-%m-%d`, `%Y-%m` or `%Y`. TAG and TAG_BUCKET: a tag key of 1 to 200 printable characters, not `time`. */
  readonly value: string;
};

/** What one part of a partition key is made of. */
export type PartitionPartKind =
  /** The value of a tag. */
  | 'TAG'
  /** One of a fixed number of buckets, by a hash of a tag’s value: for tags of many values. */
  | 'TAG_BUCKET'
  /** The day, month or year of a point’s time. */
  | 'TIME';

/** Every action that can be granted. Groups grant permissions; every field and mutation requires one. */
export type Permission =
  /** See the account’s name and id. */
  | 'ACCOUNT_READ'
  /** See the audit log, and verify it. */
  | 'AUDIT_READ'
  /** See what lies on a cluster and is not managed here, and import it. */
  | 'CLUSTER_IMPORT'
  /** See the clusters and their URLs. */
  | 'CLUSTER_READ'
  /** Create databases. */
  | 'DATABASE_CREATE'
  /** Delete a database. */
  | 'DATABASE_DELETE'
  /** Remove a deleted database for good, with its data. */
  | 'DATABASE_PURGE'
  /** See databases, deleted ones included. */
  | 'DATABASE_READ'
  /** Create database tokens. */
  | 'DATABASE_TOKEN_CREATE'
  /** See database tokens, never their secrets. */
  | 'DATABASE_TOKEN_READ'
  /** Revoke database tokens. */
  | 'DATABASE_TOKEN_REVOKE'
  /** Change the description and permissions of a database token, and rotate it. */
  | 'DATABASE_TOKEN_UPDATE'
  /** Bring a deleted database back. */
  | 'DATABASE_UNDELETE'
  /** Change a database’s retention, limits and labels, and rename it. */
  | 'DATABASE_UPDATE'
  /** Put people into groups. */
  | 'GROUP_ASSIGN'
  /** Create groups with conditions and grants of their own. */
  | 'GROUP_CREATE'
  /** Delete a custom group. */
  | 'GROUP_DELETE'
  /** See the groups and what they grant. */
  | 'GROUP_READ'
  /** Change a custom group. */
  | 'GROUP_UPDATE'
  /** Invite people, and send their invitations again. */
  | 'INVITATION_CREATE'
  /** See invitations and their status. */
  | 'INVITATION_READ'
  /** Revoke a pending invitation. */
  | 'INVITATION_REVOKE'
  /** Create management tokens. */
  | 'MANAGEMENT_TOKEN_CREATE'
  /** See management tokens, never their secrets. */
  | 'MANAGEMENT_TOKEN_READ'
  /** Revoke management tokens. */
  | 'MANAGEMENT_TOKEN_REVOKE'
  /** See other people’s sessions. */
  | 'SESSION_READ'
  /** End other people’s sessions. */
  | 'SESSION_REVOKE'
  /** Create tables. */
  | 'TABLE_CREATE'
  /** Delete a table. */
  | 'TABLE_DELETE'
  /** See tables, deleted ones included. */
  | 'TABLE_READ'
  /** Bring a deleted table back. */
  | 'TABLE_UNDELETE'
  /** Rename tables. */
  | 'TABLE_UPDATE'
  /** See people, their groups and their attributes. */
  | 'USER_READ'
  /** Remove a person from the account. */
  | 'USER_REMOVE'
  /** Change a person’s name, attributes and status. */
  | 'USER_UPDATE';

/** A proxy that can stand before a cluster, and ask the gateway about every request for data. */
export type ProxyKind =
  /** Caddy 2.6 or later. */
  | 'CADDY'
  /** Envoy 1.28 or later; tested by its syntax alone. */
  | 'ENVOY'
  /** nginx 1.18 or later, with auth_request. */
  | 'NGINX'
  /** Traefik 3; tested by its syntax alone. */
  | 'TRAEFIK';

/** A person, and the group to take them out of. */
export type RemoveMembershipInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** The group by id. Either this or `groupKey` is needed. */
  readonly groupId?: string | null | undefined;
  /** The group by its key, such as `member`. */
  readonly groupKey?: string | null | undefined;
  readonly userId: string;
};

/** A new name for a database or a table. */
export type RenameInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
  /** The new name, under the same rules as on creation; CONFLICT when another active one has it. */
  readonly name: string;
};

/** The address of the person who has forgotten their password. */
export type RequestPasswordResetInput = {
  /** The account to sign in to; when absent, a mail is sent for each account that the address has. */
  readonly accountId?: string | null | undefined;
  readonly email: string;
};

/** The secret of a reset link, and the new password. */
export type ResetPasswordInput = {
  /** 12 to 128 characters, none of the most common passwords, without the name part of the e-mail address. */
  readonly password: string;
  /** The part of the mailed link after the #. */
  readonly secret: string;
};

/** Whether a database or a table is in use or deleted. */
export type ResourceStatus =
  /** In use. */
  | 'ACTIVE'
  /** Deleted, and restorable for seven days; after that it is gone and no query finds it. */
  | 'DELETED';

/** A database token to replace by a successor. */
export type RotateTokenInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** When the successor expires: a time in the future, or null for never. When absent, it has the lifetime that the old token was created with. */
  readonly expiresAt?: string | null | undefined;
  readonly id: string;
  /** How long the old token is accepted beside its successor: at most 7d; 24h when absent; never beyond its own `expiresAt`. */
  readonly overlap?: string | null | undefined;
};

/** What a grant is about: exactly one of these. */
export type SelectorInput =
  {   /** Must be true: everything in the account, as built-in groups have it. */
  readonly account: boolean; readonly clusterIds?: never; readonly databaseIds?: never; readonly databases?: never; }
  |  { readonly account?: never;   /** These clusters, and all that lies on them; at most 50. */
  readonly clusterIds: ReadonlyArray<string>; readonly databaseIds?: never; readonly databases?: never; }
  |  { readonly account?: never; readonly clusterIds?: never;   /** These databases, whatever they are called; at most 50. An id never comes to name another database. */
  readonly databaseIds: ReadonlyArray<string>; readonly databases?: never; }
  |  { readonly account?: never; readonly clusterIds?: never; readonly databaseIds?: never;   /** The databases that have all of this. */
  readonly databases: DatabaseMatchInput; };

/** The labels that a database is to have. */
export type SetDatabaseLabelsInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
  /** Replaces all labels; an empty list removes them. */
  readonly labels: ReadonlyArray<LabelInput>;
};

/** The new groups of a person. */
export type SetUserGroupsInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** Groups by id. At least one group is needed, here or in `groupKeys`; together they replace the person’s groups. */
  readonly groupIds?: ReadonlyArray<string> | null | undefined;
  /** Groups by their keys, such as `member`. */
  readonly groupKeys?: ReadonlyArray<string> | null | undefined;
  readonly userId: string;
};

/** E-mail address and password. */
export type SignInInput = {
  /** Needed only when the address has several accounts with the same password, or more than three accounts. */
  readonly accountId?: string | null | undefined;
  /** The name of this client in the list of sessions, at most 128 characters; the user agent when absent. */
  readonly client?: string | null | undefined;
  readonly email: string;
  readonly password: string;
};

/** A reason of the cluster, or of the way to it. */
export type SyncErrorCode =
  /** The cluster answered with a fault of its own (5xx), or is too busy (429). */
  | 'CLUSTER_FAULT'
  /** The cluster does not take the gateway's credential. */
  | 'CREDENTIAL_REFUSED'
  /** The cluster has one of this name that the gateway did not make. */
  | 'EXISTS_ON_CLUSTER'
  /** The gateway's credential may not do this on the cluster. */
  | 'FORBIDDEN'
  /** It is gone from the cluster. */
  | 'MISSING'
  /** The answer is not what this kind of cluster answers. */
  | 'PROTOCOL'
  /** The cluster refused it, for a reason that will not pass by itself. */
  | 'REFUSED'
  /** It is gone from the cluster, and its secret is kept nowhere. */
  | 'SECRET_LOST'
  /** No answer: connection refused, timed out, broken off, or a certificate that is not trusted. */
  | 'UNREACHABLE'
  /** Clusters of this kind, or version, cannot do it. */
  | 'UNSUPPORTED';

/** Whether what was asked for has reached the cluster. */
export type SyncState =
  /** The cluster has it as it is shown here. */
  | 'APPLIED'
  /** The cluster has something else: somebody changed it there. */
  | 'DRIFTED'
  /** The cluster refused it; `lastError` says why. Nothing is tried again until somebody changes it or retries. */
  | 'FAILED'
  /** Under way, or to be tried again by itself. */
  | 'PENDING';

/** Which tables to list; every given condition must hold. */
export type TableFilter = {
  /** Text that the name contains, without regard to case; at most 100 characters. */
  readonly search?: string | null | undefined;
  /** Tables with any of these statuses; only ACTIVE when absent. */
  readonly statuses?: ReadonlyArray<ResourceStatus> | null | undefined;
  /** Tables whose `sync` is in any of these states; in all of them when absent. */
  readonly syncStates?: ReadonlyArray<SyncState> | null | undefined;
};

/** How the database tokens of a cluster are enforced. */
export type TokenEnforcement =
  /** A proxy before the cluster asks the gateway about every request. */
  | 'FORWARD_AUTH'
  /** The cluster has a credential of its own for each token. */
  | 'NATIVE'
  /** Nobody asks the gateway about them. */
  | 'NONE';

/** Which tokens to list. Every given condition must hold; a list means "any of", an empty one matches nothing. */
export type TokenFilter = {
  /** Tokens that any of these people created; at most 100. Somebody whom the caller may not see, without USER_READ, has created none. */
  readonly createdByIds?: ReadonlyArray<string> | null | undefined;
  /** Tokens that reach any of these databases, by id or through `*`; at most 100. Only for database tokens. */
  readonly databaseIds?: ReadonlyArray<string> | null | undefined;
  /** Tokens that expire before this time; a token without an expiry is not among them. */
  readonly expiresBefore?: string | null | undefined;
  /** Text in the description, without regard to case. */
  readonly search?: string | null | undefined;
  /** Tokens with any of these statuses; the accepted ones, ACTIVE and REPLACED, when absent. */
  readonly statuses?: ReadonlyArray<TokenStatus> | null | undefined;
  /** Tokens whose `sync` is in any of these states; only for database tokens. */
  readonly syncStates?: ReadonlyArray<SyncState> | null | undefined;
  /** Tokens that were created before this time and not used since. Database tokens of a cluster whose `lastCheckAt` is null are left out, because it is not known whether they are used. */
  readonly unusedSince?: string | null | undefined;
};

/** The order of a list of tokens. */
export type TokenOrder = {
  readonly direction?: OrderDirection;
  readonly field: TokenOrderField;
};

/** What tokens can be ordered by. */
export type TokenOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By description, without regard to case. */
  | 'DESCRIPTION'
  /** By the time of expiry; a token without one comes after all others. */
  | 'EXPIRES_AT'
  /** By the time of last use; a token that was never used comes before all others. */
  | 'LAST_USED_AT';

/** Where a database token comes from. */
export type TokenOrigin =
  /** It was found on the cluster: its secret is known to its users alone. */
  | 'IMPORTED'
  /** It was made here. */
  | 'MANAGED';

/** Whether a token is accepted, and why not. */
export type TokenStatus =
  /** Accepted, and without a successor. */
  | 'ACTIVE'
  /** Past its `expiresAt`, and never revoked. */
  | 'EXPIRED'
  /** Accepted beside its successor until its `expiresAt`, and EXPIRED from then on. Only database tokens can be replaced. */
  | 'REPLACED'
  /** Revoked for good, also when its `expiresAt` has passed since. */
  | 'REVOKED';

/** New settings of a database. Absent fields stay as they are; at least one is needed. */
export type UpdateDatabaseInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
  /** Column limit of each table: 1 to 1000, the time column included; applies to tables that are created from then on. */
  readonly maxColumnsPerTable?: number | null | undefined;
  /** Table limit: 1 or more. Existing tables stay, even when there are more. */
  readonly maxTables?: number | null | undefined;
  /** Retention: at least 1h. An explicit null, or zero, keeps data for ever; when absent, it stays as it is. */
  readonly retentionPeriod?: string | null | undefined;
};

/** New values for a database token. Absent fields stay as they are; at least one is needed. */
export type UpdateDatabaseTokenInput = {
  /** 1 to 512 printable characters. */
  readonly description?: string | null | undefined;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
  /** At most 100, which replace all old ones. Permissions that the token has on a deleted database may stay. */
  readonly permissions?: ReadonlyArray<DatabasePermissionInput> | null | undefined;
};

/** New values for a custom group. Absent fields stay as they are; at least one is needed. */
export type UpdateGroupInput = {
  /** Replaces all conditions; `{}` removes them. */
  readonly conditions?: ConditionsInput | null | undefined;
  /** At most 512 printable characters. */
  readonly description?: string | null | undefined;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion: number;
  /** Replaces all grants; at most 20, and with the conditions at most 8 KiB as JSON. */
  readonly grants?: ReadonlyArray<GrantInput> | null | undefined;
  readonly id: string;
  /** 1 to 64 printable characters. */
  readonly name?: string | null | undefined;
};

/** New values for the caller’s own profile. */
export type UpdateProfileInput = {
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  /** 1 to 64 printable characters. */
  readonly name: string;
};

/** New values for a person. Absent fields stay as they are; at least one is needed. */
export type UpdateUserInput = {
  /** Replaces all attributes. */
  readonly attributes?: ReadonlyArray<AttributeInput> | null | undefined;
  /** The `version` this change is based on; STALE_VERSION when there has been another change since. */
  readonly expectedVersion?: number | null | undefined;
  readonly id: string;
  /** 1 to 64 printable characters. */
  readonly name?: string | null | undefined;
  /** DEACTIVATED ends the sessions and revokes the management tokens; refused for the last active Admin. */
  readonly status?: UserStatus | null | undefined;
};

/** Which people to list. Every given condition must hold; a list means "any of". */
export type UserFilter = {
  /** Members of any of these groups. */
  readonly groupIds?: ReadonlyArray<string> | null | undefined;
  /** Members of any of these groups, named by key, such as `member`; in addition to `groupIds`. */
  readonly groupKeys?: ReadonlyArray<string> | null | undefined;
  /** Text in the e-mail address or the name, without regard to case. */
  readonly search?: string | null | undefined;
  readonly statuses?: ReadonlyArray<UserStatus> | null | undefined;
};

/** The order of a list of people. */
export type UserOrder = {
  readonly direction?: OrderDirection;
  readonly field: UserOrderField;
};

/** What people can be ordered by. */
export type UserOrderField =
  /** By the time they joined. */
  | 'CREATED_AT'
  /** By e-mail address. */
  | 'EMAIL'
  /** By name, without regard to case. */
  | 'NAME';

/** Whether a person may sign in. */
export type UserStatus =
  /** May sign in, and has the permissions of their groups. */
  | 'ACTIVE'
  /** May not sign in; sessions have ended and management tokens are revoked. */
  | 'DEACTIVATED';

/** A day of the week. */
export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type ExplainAccessQueryVariables = Exact<{
  permission: Permission;
  userId?: string | null | undefined;
  resourceId?: string | null | undefined;
  at?: EnvironmentInput | null | undefined;
}>;


export type ExplainAccessQuery = { readonly explainAccess: { readonly allowed: boolean, readonly permission: Permission, readonly summary: string, readonly partial: boolean, readonly grantedBy: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly wouldBeGrantedBy: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly paths: ReadonlyArray<{ readonly counts: boolean, readonly group: { readonly id: string, readonly key: string, readonly name: string }, readonly on: { readonly summary: string }, readonly unmet: ReadonlyArray<{ readonly kind: GroupConditionKind, readonly expected: string, readonly actual: string, readonly remedy: string }> }> } | null };

export type WhoMayQueryVariables = Exact<{
  permission: Permission;
  resourceId?: string | null | undefined;
  at?: EnvironmentInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  withTotalCount?: boolean;
}>;


export type WhoMayQuery = { readonly whoMay: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type WhyNotQueryVariables = Exact<{
  permission: Permission;
  resourceId?: string | null | undefined;
  withGroups?: boolean;
}>;


export type WhyNotQuery = { readonly explainAccess: { readonly allowed: boolean, readonly permission: Permission, readonly summary: string, readonly wouldBeGrantedBy?: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly paths?: ReadonlyArray<{ readonly counts: boolean, readonly group: { readonly id: string, readonly key: string, readonly name: string }, readonly on: { readonly summary: string }, readonly unmet: ReadonlyArray<{ readonly kind: GroupConditionKind, readonly expected: string, readonly actual: string, readonly remedy: string }> }> } | null };

export type WhoReachesQueryVariables = Exact<{
  databaseId: string;
  first: number;
}>;


export type WhoReachesQuery = { readonly changing: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly email: string }> } | null, readonly seeing: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly email: string }> } | null };

export type ReachOfUserQueryVariables = Exact<{
  userId: string;
  databaseId: string;
}>;


export type ReachOfUserQuery = { readonly sees: { readonly grantedBy: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }> } | null, readonly changes: { readonly grantedBy: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }> } | null, readonly makesTokens: { readonly grantedBy: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }> } | null };

export type GroupGrantsQueryVariables = Exact<{
  after?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type GroupGrantsQuery = { readonly groups: { readonly nodes: ReadonlyArray<{ readonly conditionsSummary: string, readonly id: string, readonly key: string, readonly name: string, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null } }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type AccountFieldsFragment = { readonly id: string, readonly name: string, readonly createdAt: string };

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { readonly account: { readonly id: string, readonly name: string, readonly createdAt: string } | null };

export type AccountVersionQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountVersionQuery = { readonly account: { readonly id: string, readonly version: string | null } | null };

export type AuditEventFieldsFragment = { readonly id: string, readonly sequence: string, readonly occurredAt: string, readonly action: string, readonly outcome: AuditOutcome, readonly errorCode: ErrorCode | null, readonly actorId: string | null, readonly actorLabel: string, readonly resourceId: string | null, readonly resourceLabel: string | null, readonly ip: string | null, readonly requestId: string, readonly previousHash: string, readonly hash: string, readonly v: number, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown }>, readonly decidedBy: ReadonlyArray<{ readonly id: string, readonly key: string }> };

export type EventSentenceFieldsFragment = { readonly id: string, readonly occurredAt: string, readonly action: string, readonly outcome: AuditOutcome, readonly errorCode: ErrorCode | null, readonly actorId: string | null, readonly actorLabel: string, readonly resourceId: string | null, readonly resourceLabel: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly resource:
    | { readonly __typename: 'Account', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Cluster', readonly name: string, readonly id: string }
    | { readonly __typename: 'Database', readonly name: string, readonly id: string }
    | { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Group', readonly name: string, readonly id: string }
    | { readonly __typename: 'Invitation', readonly email: string, readonly id: string }
    | { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'Table', readonly name: string, readonly id: string }
    | { readonly __typename: 'User', readonly name: string, readonly id: string }
   | null, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown }> };

export type AuditEventsQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  orderBy?: AuditEventOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type AuditEventsQuery = { readonly auditEvents: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sequence: string, readonly occurredAt: string, readonly action: string, readonly outcome: AuditOutcome, readonly errorCode: ErrorCode | null, readonly actorId: string | null, readonly actorLabel: string, readonly resourceId: string | null, readonly resourceLabel: string | null, readonly ip: string | null, readonly requestId: string, readonly previousHash: string, readonly hash: string, readonly v: number, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown }>, readonly decidedBy: ReadonlyArray<{ readonly id: string, readonly key: string }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type AuditLogQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type AuditLogQuery = { readonly auditEvents: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sequence: string, readonly occurredAt: string, readonly action: string, readonly outcome: AuditOutcome, readonly errorCode: ErrorCode | null, readonly actorId: string | null, readonly actorLabel: string, readonly resourceId: string | null, readonly resourceLabel: string | null, readonly ip: string | null, readonly requestId: string, readonly previousHash: string, readonly hash: string, readonly v: number, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown }>, readonly decidedBy: ReadonlyArray<{ readonly id: string, readonly key: string }>, readonly actor: { readonly id: string, readonly name: string } | null, readonly resource:
        | { readonly __typename: 'Account', readonly id: string }
        | { readonly __typename: 'AuditEvent', readonly id: string }
        | { readonly __typename: 'Cluster', readonly name: string, readonly id: string }
        | { readonly __typename: 'Database', readonly name: string, readonly id: string }
        | { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string }
        | { readonly __typename: 'Group', readonly name: string, readonly id: string }
        | { readonly __typename: 'Invitation', readonly email: string, readonly id: string }
        | { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string }
        | { readonly __typename: 'Session', readonly id: string }
        | { readonly __typename: 'Table', readonly name: string, readonly id: string }
        | { readonly __typename: 'User', readonly name: string, readonly id: string }
       | null }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type AuditEventCountsQueryVariables = Exact<{
  times: ReadonlyArray<string> | string;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditEventCountsQuery = { readonly auditEventCounts: ReadonlyArray<{ readonly from: string, readonly to: string, readonly succeeded: number, readonly denied: number, readonly failed: number }> | null };

export type VerifyAuditLogQueryVariables = Exact<{
  head?: string | null | undefined;
}>;


export type VerifyAuditLogQuery = { readonly verifyAuditLog: { readonly intact: boolean, readonly checked: string, readonly firstBrokenSequence: string | null, readonly headHash: string, readonly containsHead: boolean | null } | null };

export type AuditHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditHeadQuery = { readonly auditHead: { readonly accountId: string, readonly sequence: string, readonly hash: string, readonly signature: string, readonly keyFingerprint: string | null } | null };

export type AuditKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditKeysQuery = { readonly auditKeys: ReadonlyArray<{ readonly fingerprint: string, readonly algorithm: string, readonly publicKey: string, readonly validFrom: string, readonly retiredAt: string | null }> | null };

export type AuditActorsQueryVariables = Exact<{
  search?: string | null | undefined;
  withUsers?: boolean;
  withManagementTokens?: boolean;
}>;


export type AuditActorsQuery = { readonly users?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly email: string }> } | null, readonly managementTokens?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string }> } | null };

export type ClusterNameFragment = { readonly id: string, readonly name: string };

export type ClusterFieldsFragment = { readonly url: string, readonly createdAt: string, readonly lastCheckAt: string | null, readonly id: string, readonly name: string, readonly link: { readonly kind: ClusterKind, readonly enforcement: TokenEnforcement, readonly version: string | null, readonly health: ClusterHealth, readonly warning: string | null, readonly checkedAt: string | null, readonly pendingCount: number, readonly failedCount: number, readonly driftedCount: number, readonly pendingRevocationCount: number, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly capabilities: { readonly renameDatabase: boolean, readonly undeleteDatabase: boolean, readonly reuseDeletedName: boolean, readonly changeRetention: boolean, readonly minimumRetention: string | null, readonly databasesMax: number | null, readonly tableLimits: boolean, readonly partitionTemplates: boolean, readonly tables: boolean, readonly changeTokenPermissions: boolean, readonly slashInDatabaseNames: boolean } } };

export type ClusterLinkFieldsFragment = { readonly kind: ClusterKind, readonly enforcement: TokenEnforcement, readonly version: string | null, readonly health: ClusterHealth, readonly warning: string | null, readonly checkedAt: string | null, readonly pendingCount: number, readonly failedCount: number, readonly driftedCount: number, readonly pendingRevocationCount: number, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly capabilities: { readonly renameDatabase: boolean, readonly undeleteDatabase: boolean, readonly reuseDeletedName: boolean, readonly changeRetention: boolean, readonly minimumRetention: string | null, readonly databasesMax: number | null, readonly tableLimits: boolean, readonly partitionTemplates: boolean, readonly tables: boolean, readonly changeTokenPermissions: boolean, readonly slashInDatabaseNames: boolean } };

export type ClustersQueryVariables = Exact<{
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type ClustersQuery = { readonly clusters: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly url: string, readonly createdAt: string, readonly lastCheckAt: string | null, readonly id: string, readonly name: string, readonly link: { readonly kind: ClusterKind, readonly enforcement: TokenEnforcement, readonly version: string | null, readonly health: ClusterHealth, readonly warning: string | null, readonly checkedAt: string | null, readonly pendingCount: number, readonly failedCount: number, readonly driftedCount: number, readonly pendingRevocationCount: number, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly capabilities: { readonly renameDatabase: boolean, readonly undeleteDatabase: boolean, readonly reuseDeletedName: boolean, readonly changeRetention: boolean, readonly minimumRetention: string | null, readonly databasesMax: number | null, readonly tableLimits: boolean, readonly partitionTemplates: boolean, readonly tables: boolean, readonly changeTokenPermissions: boolean, readonly slashInDatabaseNames: boolean } } }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type ClusterNamesQueryVariables = Exact<{
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
}>;


export type ClusterNamesQuery = { readonly clusters: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type ClusterQueryVariables = Exact<{
  id: string;
  withManagement?: boolean;
}>;


export type ClusterQuery = { readonly cluster: { readonly url: string, readonly createdAt: string, readonly lastCheckAt: string | null, readonly id: string, readonly name: string, readonly link: { readonly managementUrl?: string | null, readonly credentialPrefix?: string | null, readonly driftCheckedAt: string | null, readonly unmanagedDatabaseCount: number | null, readonly unmanagedCredentialCount: number | null, readonly kind: ClusterKind, readonly enforcement: TokenEnforcement, readonly version: string | null, readonly health: ClusterHealth, readonly warning: string | null, readonly checkedAt: string | null, readonly pendingCount: number, readonly failedCount: number, readonly driftedCount: number, readonly pendingRevocationCount: number, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly capabilities: { readonly renameDatabase: boolean, readonly undeleteDatabase: boolean, readonly reuseDeletedName: boolean, readonly changeRetention: boolean, readonly minimumRetention: string | null, readonly databasesMax: number | null, readonly tableLimits: boolean, readonly partitionTemplates: boolean, readonly tables: boolean, readonly changeTokenPermissions: boolean, readonly slashInDatabaseNames: boolean } } } | null };

export type ProxyConfigurationQueryVariables = Exact<{
  id: string;
  proxy: ProxyKind;
  upstreamUrl?: string | null | undefined;
  checks?: ReadonlyArray<string> | string | null | undefined;
}>;


export type ProxyConfigurationQuery = { readonly cluster: { readonly id: string, readonly proxyConfiguration: string | null } | null };

export type DatabaseTokenFieldsFragment = { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } };

export type DatabaseTokenNameFragment = { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null };

export type DatabaseTokensQueryVariables = Exact<{
  clusterId?: string | null | undefined;
  filter?: TokenFilter | null | undefined;
  orderBy?: TokenOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
  withLastCheck?: boolean;
}>;


export type DatabaseTokensQuery = { readonly databaseTokens: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly reachesMore: boolean, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly cluster: { readonly lastCheckAt?: string | null, readonly id: string, readonly name: string }, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type DatabaseTokenQueryVariables = Exact<{
  id: string;
}>;


export type DatabaseTokenQuery = { readonly databaseToken: { readonly danglingPermissions: ReadonlyArray<string>, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly cluster: { readonly lastCheckAt: string | null, readonly id: string, readonly name: string }, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type DatabaseTokenPageQueryVariables = Exact<{
  id: string;
  withLastCheck?: boolean;
}>;


export type DatabaseTokenPageQuery = { readonly databaseToken: { readonly reachesMore: boolean, readonly danglingPermissions: ReadonlyArray<string>, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly rotatedFrom: { readonly createdAt: string, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null, readonly rotatedFrom: { readonly createdAt: string, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null } | null } | null, readonly replacedBy: { readonly createdAt: string, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null, readonly replacedBy: { readonly createdAt: string, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null } | null } | null, readonly cluster: { readonly url: string, readonly lastCheckAt?: string | null, readonly id: string, readonly name: string }, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type DatabaseTokenUseQueryVariables = Exact<{
  id: string;
  withKind?: boolean;
}>;


export type DatabaseTokenUseQuery = { readonly databaseToken: { readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly database: { readonly id: string, readonly name: string } | null }>, readonly cluster: { readonly url: string, readonly id: string, readonly name: string, readonly link?: { readonly kind: ClusterKind } } } | null };

export type UsageOfDatabaseTokenQueryVariables = Exact<{
  id: string;
  days?: number | null | undefined;
}>;


export type UsageOfDatabaseTokenQuery = { readonly databaseToken: { readonly id: string, readonly usage: ReadonlyArray<{ readonly day: string, readonly reads: string, readonly writes: string, readonly denials: string }> | null } | null };

export type DatabaseTokenUsageQueryVariables = Exact<{
  clusterId?: string | null | undefined;
  days?: number | null | undefined;
}>;


export type DatabaseTokenUsageQuery = { readonly databaseTokenUsage: ReadonlyArray<{ readonly day: string, readonly reads: string, readonly writes: string, readonly denials: string }> | null };

export type UsageDayFieldsFragment = { readonly day: string, readonly reads: string, readonly writes: string, readonly denials: string };

export type CreateDatabaseTokenMutationVariables = Exact<{
  input: CreateDatabaseTokenInput;
}>;


export type CreateDatabaseTokenMutation = { readonly createDatabaseToken: { readonly secret: string, readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly cluster: { readonly url: string, readonly id: string, readonly name: string }, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type CreateDatabaseTokenSecretMutationVariables = Exact<{
  input: CreateDatabaseTokenInput;
}>;


export type CreateDatabaseTokenSecretMutation = { readonly createDatabaseToken: { readonly secret: string } | null };

export type UpdateDatabaseTokenMutationVariables = Exact<{
  input: UpdateDatabaseTokenInput;
}>;


export type UpdateDatabaseTokenMutation = { readonly updateDatabaseToken: { readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type RotateDatabaseTokenMutationVariables = Exact<{
  input: RotateTokenInput;
}>;


export type RotateDatabaseTokenMutation = { readonly rotateDatabaseToken: { readonly secret: string, readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly cluster: { readonly url: string, readonly id: string, readonly name: string }, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type RotateDatabaseTokenSecretMutationVariables = Exact<{
  input: RotateTokenInput;
}>;


export type RotateDatabaseTokenSecretMutation = { readonly rotateDatabaseToken: { readonly secret: string } | null };

export type RevokeDatabaseTokenMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type RevokeDatabaseTokenMutation = { readonly revokeDatabaseToken: { readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type DatabaseNameFragment = { readonly id: string, readonly name: string };

export type DatabaseFieldsFragment = { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } };

export type DatabasesQueryVariables = Exact<{
  clusterId?: string | null | undefined;
  filter?: DatabaseFilter | null | undefined;
  orderBy?: DatabaseOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type DatabasesQuery = { readonly databases: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly viewerMay: ReadonlyArray<Permission>, readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly cluster: { readonly id: string, readonly name: string }, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type DatabaseNamesQueryVariables = Exact<{
  clusterId?: string | null | undefined;
  filter?: DatabaseFilter | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
}>;


export type DatabaseNamesQuery = { readonly databases: { readonly nodes: ReadonlyArray<{ readonly status: ResourceStatus, readonly version: number, readonly id: string, readonly name: string, readonly cluster: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type DatabaseQueryVariables = Exact<{
  id: string;
}>;


export type DatabaseQuery = { readonly database: { readonly viewerMay: ReadonlyArray<Permission>, readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly cluster: { readonly id: string, readonly name: string }, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type CreateDatabaseMutationVariables = Exact<{
  input: CreateDatabaseInput;
}>;


export type CreateDatabaseMutation = { readonly createDatabase: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type UpdateDatabaseMutationVariables = Exact<{
  input: UpdateDatabaseInput;
}>;


export type UpdateDatabaseMutation = { readonly updateDatabase: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type RenameDatabaseMutationVariables = Exact<{
  input: RenameInput;
}>;


export type RenameDatabaseMutation = { readonly renameDatabase: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type SetDatabaseLabelsMutationVariables = Exact<{
  input: SetDatabaseLabelsInput;
}>;


export type SetDatabaseLabelsMutation = { readonly setDatabaseLabels: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type DeleteDatabaseMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteDatabaseMutation = { readonly deleteDatabase: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type UndeleteDatabaseMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type UndeleteDatabaseMutation = { readonly undeleteDatabase: { readonly database: { readonly status: ResourceStatus, readonly retentionPeriod: string | null, readonly maxTables: number, readonly maxColumnsPerTable: number, readonly createdAt: string, readonly updatedAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly id: string, readonly name: string, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type PurgeDatabaseMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type PurgeDatabaseMutation = { readonly purgeDatabase: { readonly id: string } | null };

export type ChangeEmailMutationVariables = Exact<{
  input: ChangeEmailInput;
}>;


export type ChangeEmailMutation = { readonly changeEmail: { readonly pendingEmail: string | null, readonly expiresAt: string | null, readonly link: string | null } | null };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { readonly confirmEmail: { readonly email: string } | null };

export type GroupNameFragment = { readonly id: string, readonly key: string, readonly name: string };

export type GroupFieldsFragment = { readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string };

export type ConditionFieldsFragment = { readonly networks: ReadonlyArray<string> | null, readonly mfa: boolean, readonly authenticatedWithin: string | null, readonly callers: ReadonlyArray<CallerKind> | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> }> | null, readonly hours: ReadonlyArray<{ readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string, readonly zone: string }> | null };

export type SelectorFieldsFragment = { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null };

export type GroupDetailsFragment = { readonly createdAt: string | null, readonly updatedAt: string | null, readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly conditions: { readonly networks: ReadonlyArray<string> | null, readonly mfa: boolean, readonly authenticatedWithin: string | null, readonly callers: ReadonlyArray<CallerKind> | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> }> | null, readonly hours: ReadonlyArray<{ readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string, readonly zone: string }> | null }, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null } }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null };

export type GroupsQueryVariables = Exact<{
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type GroupsQuery = { readonly groups: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly summary: string } }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type GroupQueryVariables = Exact<{
  id: string;
}>;


export type GroupQuery = { readonly group: { readonly createdAt: string | null, readonly updatedAt: string | null, readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly conditions: { readonly networks: ReadonlyArray<string> | null, readonly mfa: boolean, readonly authenticatedWithin: string | null, readonly callers: ReadonlyArray<CallerKind> | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> }> | null, readonly hours: ReadonlyArray<{ readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string, readonly zone: string }> | null }, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null } }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null };

export type CreateGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { readonly createGroup: { readonly group: { readonly createdAt: string | null, readonly updatedAt: string | null, readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly conditions: { readonly networks: ReadonlyArray<string> | null, readonly mfa: boolean, readonly authenticatedWithin: string | null, readonly callers: ReadonlyArray<CallerKind> | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> }> | null, readonly hours: ReadonlyArray<{ readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string, readonly zone: string }> | null }, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null } }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

export type UpdateGroupMutationVariables = Exact<{
  input: UpdateGroupInput;
}>;


export type UpdateGroupMutation = { readonly updateGroup: { readonly group: { readonly createdAt: string | null, readonly updatedAt: string | null, readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly conditions: { readonly networks: ReadonlyArray<string> | null, readonly mfa: boolean, readonly authenticatedWithin: string | null, readonly callers: ReadonlyArray<CallerKind> | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> }> | null, readonly hours: ReadonlyArray<{ readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string, readonly zone: string }> | null }, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly clusterIds: ReadonlyArray<string> | null, readonly databaseIds: ReadonlyArray<string> | null, readonly summary: string, readonly databases: { readonly clusterIds: ReadonlyArray<string> | null, readonly namePrefix: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly anyOf: ReadonlyArray<string> | null, readonly noneOf: ReadonlyArray<string> | null, readonly sameAs: string | null }> | null } | null } }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

export type DeleteGroupMutationVariables = Exact<{
  input: DeleteGroupInput;
}>;


export type DeleteGroupMutation = { readonly deleteGroup: { readonly id: string } | null };

export type GroupSizesQueryVariables = Exact<{
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
}>;


export type GroupSizesQuery = { readonly groups: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly members: { readonly totalCount: number | null } | null }> } | null };

export type GroupMembersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type GroupMembersQuery = { readonly group: { readonly id: string, readonly key: string, readonly name: string, readonly members: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null } | null };

export type UnmanagedQueryVariables = Exact<{
  clusterId: string;
}>;


export type UnmanagedQuery = { readonly cluster: { readonly id: string, readonly name: string, readonly unmanaged: { readonly readAt: string, readonly databases: ReadonlyArray<{ readonly name: string, readonly retentionPeriod: string | null, readonly obstacle: string | null }>, readonly credentials: ReadonlyArray<{ readonly externalId: string, readonly description: string, readonly isAdmin: boolean, readonly permissions: ReadonlyArray<string>, readonly obstacle: string | null }> } | null } | null };

export type ImportFromClusterMutationVariables = Exact<{
  input: ImportFromClusterInput;
}>;


export type ImportFromClusterMutation = { readonly importFromCluster: { readonly results: ReadonlyArray<{ readonly name: string, readonly database: { readonly id: string, readonly name: string } | null, readonly token: { readonly origin: TokenOrigin, readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: string | null } | null }> } | null };

export type InvitationFieldsFragment = { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null };

export type InvitationsQueryVariables = Exact<{
  filter?: InvitationFilter | null | undefined;
  orderBy?: InvitationOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type InvitationsQuery = { readonly invitations: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type InvitationQueryVariables = Exact<{
  id: string;
}>;


export type InvitationQuery = { readonly invitation: { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null };

export type InvitationPreviewQueryVariables = Exact<{
  secret: string;
}>;


export type InvitationPreviewQuery = { readonly invitationPreview: { readonly accountName: string, readonly email: string, readonly groups: ReadonlyArray<string>, readonly invitedByName: string | null, readonly status: InvitationStatus, readonly expiresAt: string } | null };

export type InviteUsersMutationVariables = Exact<{
  input: InviteUsersInput;
}>;


export type InviteUsersMutation = { readonly inviteUsers: { readonly results: ReadonlyArray<{ readonly email: string, readonly link: string | null, readonly error: { readonly code: ErrorCode, readonly message: string } | null, readonly invitation: { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null }> } | null };

export type ResendInvitationMutationVariables = Exact<{
  id: string;
}>;


export type ResendInvitationMutation = { readonly resendInvitation: { readonly link: string | null, readonly invitation: { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

export type RevokeInvitationMutationVariables = Exact<{
  id: string;
}>;


export type RevokeInvitationMutation = { readonly revokeInvitation: { readonly invitation: { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { readonly acceptInvitation: { readonly accessToken: string, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }, readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly id: string, readonly name: string, readonly email: string } } | null };

export type ManagementTokenFieldsFragment = { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null };

export type ManagementTokensQueryVariables = Exact<{
  filter?: TokenFilter | null | undefined;
  orderBy?: TokenOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type ManagementTokensQuery = { readonly managementTokens: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type ManagementTokenQueryVariables = Exact<{
  id: string;
}>;


export type ManagementTokenQuery = { readonly managementToken: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null };

export type CreateManagementTokenMutationVariables = Exact<{
  input: CreateManagementTokenInput;
}>;


export type CreateManagementTokenMutation = { readonly createManagementToken: { readonly secret: string, readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

export type RevokeManagementTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeManagementTokenMutation = { readonly revokeManagementToken: { readonly token: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } } | null };

type NodeFields_Account_Fragment = { readonly __typename: 'Account', readonly name: string, readonly id: string };

type NodeFields_AuditEvent_Fragment = { readonly __typename: 'AuditEvent', readonly action: string, readonly id: string };

type NodeFields_Cluster_Fragment = { readonly __typename: 'Cluster', readonly name: string, readonly id: string };

type NodeFields_Database_Fragment = { readonly __typename: 'Database', readonly name: string, readonly id: string };

type NodeFields_DatabaseToken_Fragment = { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string };

type NodeFields_Group_Fragment = { readonly __typename: 'Group', readonly key: string, readonly name: string, readonly id: string };

type NodeFields_Invitation_Fragment = { readonly __typename: 'Invitation', readonly email: string, readonly id: string };

type NodeFields_ManagementToken_Fragment = { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string };

type NodeFields_Session_Fragment = { readonly __typename: 'Session', readonly client: string, readonly id: string };

type NodeFields_Table_Fragment = { readonly __typename: 'Table', readonly name: string, readonly id: string };

type NodeFields_User_Fragment = { readonly __typename: 'User', readonly name: string, readonly email: string, readonly id: string };

export type NodeFieldsFragment =
  | NodeFields_Account_Fragment
  | NodeFields_AuditEvent_Fragment
  | NodeFields_Cluster_Fragment
  | NodeFields_Database_Fragment
  | NodeFields_DatabaseToken_Fragment
  | NodeFields_Group_Fragment
  | NodeFields_Invitation_Fragment
  | NodeFields_ManagementToken_Fragment
  | NodeFields_Session_Fragment
  | NodeFields_Table_Fragment
  | NodeFields_User_Fragment
;

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { readonly node:
    | { readonly __typename: 'Account', readonly name: string, readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly action: string, readonly id: string }
    | { readonly __typename: 'Cluster', readonly name: string, readonly id: string }
    | { readonly __typename: 'Database', readonly name: string, readonly id: string }
    | { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Group', readonly key: string, readonly name: string, readonly id: string }
    | { readonly __typename: 'Invitation', readonly email: string, readonly id: string }
    | { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Session', readonly client: string, readonly id: string }
    | { readonly __typename: 'Table', readonly name: string, readonly id: string }
    | { readonly __typename: 'User', readonly name: string, readonly email: string, readonly id: string }
   | null };

export type NodesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type NodesQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Account', readonly name: string, readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly action: string, readonly id: string }
    | { readonly __typename: 'Cluster', readonly name: string, readonly id: string }
    | { readonly __typename: 'Database', readonly name: string, readonly id: string }
    | { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Group', readonly key: string, readonly name: string, readonly id: string }
    | { readonly __typename: 'Invitation', readonly email: string, readonly id: string }
    | { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string }
    | { readonly __typename: 'Session', readonly client: string, readonly id: string }
    | { readonly __typename: 'Table', readonly name: string, readonly id: string }
    | { readonly __typename: 'User', readonly name: string, readonly email: string, readonly id: string }
   | null> | null };

export type OverviewQueryVariables = Exact<{
  expiringBefore: string;
  unusedSince: string;
  withAccount?: boolean;
  withClusters?: boolean;
  withDatabaseTokens?: boolean;
  withManagementTokens?: boolean;
  withAuditEvents?: boolean;
}>;


export type OverviewQuery = { readonly account?: { readonly id: string, readonly name: string, readonly createdAt: string } | null, readonly clusters?: { readonly nodes: ReadonlyArray<{ readonly url: string, readonly createdAt: string, readonly lastCheckAt: string | null, readonly id: string, readonly name: string, readonly link: { readonly kind: ClusterKind, readonly enforcement: TokenEnforcement, readonly version: string | null, readonly health: ClusterHealth, readonly warning: string | null, readonly checkedAt: string | null, readonly pendingCount: number, readonly failedCount: number, readonly driftedCount: number, readonly pendingRevocationCount: number, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly capabilities: { readonly renameDatabase: boolean, readonly undeleteDatabase: boolean, readonly reuseDeletedName: boolean, readonly changeRetention: boolean, readonly minimumRetention: string | null, readonly databasesMax: number | null, readonly tableLimits: boolean, readonly partitionTemplates: boolean, readonly tables: boolean, readonly changeTokenPermissions: boolean, readonly slashInDatabaseNames: boolean } } }> } | null, readonly expiringDatabaseTokens?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly unusedDatabaseTokens?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly origin: TokenOrigin, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly version: number, readonly permissions: ReadonlyArray<{ readonly action: DataAction, readonly allDatabases: boolean, readonly database: { readonly id: string, readonly name: string } | null }>, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly rotatedFrom: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly replacedBy: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null } | null, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly expiringManagementTokens?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly auditEvents?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly action: string, readonly outcome: AuditOutcome, readonly errorCode: ErrorCode | null, readonly actorId: string | null, readonly actorLabel: string, readonly resourceId: string | null, readonly resourceLabel: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly resource:
        | { readonly __typename: 'Account', readonly id: string }
        | { readonly __typename: 'AuditEvent', readonly id: string }
        | { readonly __typename: 'Cluster', readonly name: string, readonly id: string }
        | { readonly __typename: 'Database', readonly name: string, readonly id: string }
        | { readonly __typename: 'DatabaseToken', readonly description: string, readonly id: string }
        | { readonly __typename: 'Group', readonly name: string, readonly id: string }
        | { readonly __typename: 'Invitation', readonly email: string, readonly id: string }
        | { readonly __typename: 'ManagementToken', readonly description: string, readonly id: string }
        | { readonly __typename: 'Session', readonly id: string }
        | { readonly __typename: 'Table', readonly name: string, readonly id: string }
        | { readonly __typename: 'User', readonly name: string, readonly id: string }
       | null, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown }> }> } | null };

export type ResourceCountsQueryVariables = Exact<{
  withDatabases?: boolean;
  withDatabaseTokens?: boolean;
  withManagementTokens?: boolean;
}>;


export type ResourceCountsQuery = { readonly databases?: { readonly totalCount: number | null } | null, readonly databaseTokens?: { readonly totalCount: number | null } | null, readonly managementTokens?: { readonly totalCount: number | null } | null };

export type PeopleCountsQueryVariables = Exact<{
  withUsers?: boolean;
  withInvitations?: boolean;
}>;


export type PeopleCountsQuery = { readonly users?: { readonly totalCount: number | null } | null, readonly pendingInvitations?: { readonly totalCount: number | null } | null };

export type FirstRunQueryVariables = Exact<{
  withUsers?: boolean;
  withInvitations?: boolean;
  withDatabaseTokens?: boolean;
}>;


export type FirstRunQuery = { readonly admins?: { readonly nodes: ReadonlyArray<{ readonly id: string }> } | null, readonly invitations?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly delivery: DeliveryStatus }> } | null, readonly lastUsed?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly lastUsedAt: string | null }> } | null };

export type PageInfoFieldsFragment = { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { readonly requestPasswordReset: { readonly ok: boolean } | null };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { readonly resetPassword: { readonly accessToken: string, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }, readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly id: string, readonly name: string, readonly email: string } } | null };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { readonly changePassword: { readonly ok: boolean } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  withUsers?: boolean;
  withDatabases?: boolean;
  withDatabaseTokens?: boolean;
  withManagementTokens?: boolean;
}>;


export type SearchQuery = { readonly users?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly email: string }> } | null, readonly databases?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly cluster: { readonly name: string } }> } | null, readonly databaseTokens?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly expiresAt: string | null }> } | null, readonly managementTokens?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string, readonly prefix: string }> } | null };

export type SessionFieldsFragment = { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string };

export type SignInFieldsFragment = { readonly accessToken: string, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }, readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly id: string, readonly name: string, readonly email: string } };

export type SessionsQueryVariables = Exact<{
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type SessionsQuery = { readonly viewer: { readonly user: { readonly id: string, readonly name: string, readonly email: string, readonly sessions: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null } | null } | null };

export type UserSessionsQueryVariables = Exact<{
  userId: string;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type UserSessionsQuery = { readonly user: { readonly id: string, readonly name: string, readonly email: string, readonly sessions: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { readonly signIn: { readonly accessToken: string, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string }, readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly id: string, readonly name: string, readonly email: string } } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { readonly signOut: { readonly ok: boolean } | null };

export type RevokeSessionMutationVariables = Exact<{
  id: string;
}>;


export type RevokeSessionMutation = { readonly revokeSession: { readonly id: string } | null };

export type SyncFieldsFragment = { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> };

export type SyncErrorFieldsFragment = { readonly code: SyncErrorCode, readonly message: string, readonly at: string };

export type SyncStatesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type SyncStatesQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly name: string, readonly status: ResourceStatus, readonly id: string, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }
    | { readonly description: string, readonly id: string, readonly tokenStatus: TokenStatus, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly name: string, readonly status: ResourceStatus, readonly id: string, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }
    | { readonly id: string }
   | null> | null };

export type ClustersOfQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ClustersOfQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string, readonly cluster: { readonly id: string, readonly name: string } }
    | { readonly id: string, readonly cluster: { readonly id: string, readonly name: string } }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string, readonly database: { readonly cluster: { readonly id: string, readonly name: string } } }
    | { readonly id: string }
   | null> | null };

export type RetrySyncMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type RetrySyncMutation = { readonly retrySync: { readonly node:
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
    , readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type RestoreOnClusterMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type RestoreOnClusterMutation = { readonly restoreOnCluster: { readonly node:
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
    , readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type AcceptFromClusterMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type AcceptFromClusterMutation = { readonly acceptFromCluster: { readonly node:
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
      | { readonly id: string }
    , readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type TableFieldsFragment = { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } };

export type TablesQueryVariables = Exact<{
  databaseId: string;
  filter?: TableFilter | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type TablesQuery = { readonly database: { readonly id: string, readonly name: string, readonly tables: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null } | null };

export type TableQueryVariables = Exact<{
  id: string;
}>;


export type TableQuery = { readonly table: { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly database: { readonly status: ResourceStatus, readonly viewerMay: ReadonlyArray<Permission>, readonly id: string, readonly name: string, readonly cluster: { readonly id: string, readonly name: string } }, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } | null };

export type CreateTableMutationVariables = Exact<{
  input: CreateTableInput;
}>;


export type CreateTableMutation = { readonly createTable: { readonly table: { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type RenameTableMutationVariables = Exact<{
  input: RenameInput;
}>;


export type RenameTableMutation = { readonly renameTable: { readonly table: { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type DeleteTableMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteTableMutation = { readonly deleteTable: { readonly table: { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type UndeleteTableMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type UndeleteTableMutation = { readonly undeleteTable: { readonly table: { readonly id: string, readonly name: string, readonly status: ResourceStatus, readonly inheritsPartitionTemplate: boolean, readonly createdAt: string, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly version: number, readonly partitionTemplate: ReadonlyArray<{ readonly kind: PartitionPartKind, readonly value: string, readonly buckets: number | null }>, readonly sync: { readonly state: SyncState, readonly since: string, readonly appliedAt: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly lastError: { readonly code: SyncErrorCode, readonly message: string, readonly at: string } | null, readonly differences: ReadonlyArray<{ readonly field: string, readonly here: unknown, readonly onCluster: unknown }> } } } | null };

export type UserNameFragment = { readonly id: string, readonly name: string, readonly email: string };

export type UserFieldsFragment = { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> };

export type MembershipTermFragment = { readonly until: string | null, readonly counts: boolean, readonly group: { readonly id: string, readonly key: string, readonly name: string } };

export type MembershipFieldsFragment = { readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } };

export type UsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  orderBy?: UserOrder | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  withTotalCount?: boolean;
}>;


export type UsersQuery = { readonly users: { readonly totalCount?: number | null, readonly nodes: ReadonlyArray<{ readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly until: string | null, readonly counts: boolean, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> }>, readonly pageInfo: { readonly startCursor: string | null, readonly endCursor: string | null, readonly hasPreviousPage: boolean, readonly hasNextPage: boolean } } | null };

export type UserQueryVariables = Exact<{
  id: string;
  withInvitation?: boolean;
}>;


export type UserQuery = { readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly partialPermissions: ReadonlyArray<Permission>, readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly invitation?: { readonly id: string, readonly email: string, readonly status: InvitationStatus, readonly delivery: DeliveryStatus, readonly sentCount: number, readonly createdAt: string, readonly expiresAt: string, readonly acceptedAt: string | null, readonly revokedAt: string | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly invitedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly acceptedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null };

export type UserAccessQueryVariables = Exact<{
  id: string;
}>;


export type UserAccessQuery = { readonly user: { readonly permissions: ReadonlyArray<Permission>, readonly partialPermissions: ReadonlyArray<Permission>, readonly memberships: ReadonlyArray<{ readonly until: string | null, readonly counts: boolean, readonly group: { readonly description: string, readonly builtIn: boolean, readonly permissions: ReadonlyArray<Permission>, readonly conditionsSummary: string, readonly version: number, readonly id: string, readonly key: string, readonly name: string, readonly grants: ReadonlyArray<{ readonly permissions: ReadonlyArray<Permission>, readonly on: { readonly account: boolean, readonly summary: string } }> } }> } | null };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { readonly updateUser: { readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } } | null };

export type SetUserGroupsMutationVariables = Exact<{
  input: SetUserGroupsInput;
}>;


export type SetUserGroupsMutation = { readonly setUserGroups: { readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } } | null };

export type AddMembershipMutationVariables = Exact<{
  input: AddMembershipInput;
}>;


export type AddMembershipMutation = { readonly addMembership: { readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } } | null };

export type RemoveMembershipMutationVariables = Exact<{
  input: RemoveMembershipInput;
}>;


export type RemoveMembershipMutation = { readonly removeMembership: { readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } } | null };

export type RemoveUserMutationVariables = Exact<{
  id: string;
  expectedVersion?: number | null | undefined;
}>;


export type RemoveUserMutation = { readonly removeUser: { readonly id: string } | null };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { readonly updateProfile: { readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } } | null };

export type LeaveAccountMutationVariables = Exact<{
  input: LeaveAccountInput;
}>;


export type LeaveAccountMutation = { readonly leaveAccount: { readonly id: string } | null };

export type ViewerQueryVariables = Exact<{
  withAccount?: boolean;
}>;


export type ViewerQuery = { readonly viewer: { readonly permissions: ReadonlyArray<Permission>, readonly partialPermissions: ReadonlyArray<Permission>, readonly account?: { readonly id: string, readonly name: string, readonly createdAt: string }, readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly groups: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string }>, readonly memberships: ReadonlyArray<{ readonly source: MembershipSource, readonly grantedAt: string | null, readonly reason: string | null, readonly until: string | null, readonly counts: boolean, readonly grantedBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly group: { readonly id: string, readonly key: string, readonly name: string } }>, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string } | null, readonly managementToken: { readonly id: string, readonly description: string, readonly prefix: string, readonly status: TokenStatus, readonly permissions: ReadonlyArray<Permission>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly createdBy: { readonly id: string, readonly name: string, readonly email: string } | null, readonly revokedBy: { readonly id: string, readonly name: string, readonly email: string } | null } | null } | null };

export type LimitedViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitedViewerQuery = { readonly viewer: { readonly permissions: ReadonlyArray<Permission>, readonly partialPermissions: ReadonlyArray<Permission>, readonly user: { readonly pendingEmail: string | null, readonly status: UserStatus, readonly createdAt: string, readonly lastSignInAt: string | null, readonly version: number, readonly id: string, readonly name: string, readonly email: string, readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly session: { readonly id: string, readonly client: string, readonly ip: string | null, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string, readonly expiresAt: string, readonly endsAt: string } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AccountFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment AccountFields on Account {
  id
  name
  createdAt
}
    `, {"fragmentName":"AccountFields"}) as unknown as TypedDocumentString<AccountFieldsFragment, unknown>;
export const AuditEventFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment AuditEventFields on AuditEvent {
  id
  sequence
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  resourceId
  resourceLabel
  changes {
    field
    before
    after
  }
  ip
  requestId
  previousHash
  hash
  decidedBy {
    id
    key
  }
  v
}
    `, {"fragmentName":"AuditEventFields"}) as unknown as TypedDocumentString<AuditEventFieldsFragment, unknown>;
export const EventSentenceFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EventSentenceFields on AuditEvent {
  id
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  actor {
    id
    name
  }
  resourceId
  resourceLabel
  resource {
    __typename
    id
    ... on User {
      name
    }
    ... on Group {
      name
    }
    ... on Cluster {
      name
    }
    ... on Database {
      name
    }
    ... on Table {
      name
    }
    ... on DatabaseToken {
      description
    }
    ... on ManagementToken {
      description
    }
    ... on Invitation {
      email
    }
  }
  changes {
    field
    before
    after
  }
}
    `, {"fragmentName":"EventSentenceFields"}) as unknown as TypedDocumentString<EventSentenceFieldsFragment, unknown>;
export const ClusterNameFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ClusterName on Cluster {
  id
  name
}
    `, {"fragmentName":"ClusterName"}) as unknown as TypedDocumentString<ClusterNameFragment, unknown>;
export const SyncErrorFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SyncErrorFields on SyncError {
  code
  message
  at
}
    `, {"fragmentName":"SyncErrorFields"}) as unknown as TypedDocumentString<SyncErrorFieldsFragment, unknown>;
export const ClusterLinkFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ClusterLinkFields on ClusterLink {
  kind
  enforcement
  version
  health
  warning
  checkedAt
  lastError {
    ...SyncErrorFields
  }
  pendingCount
  failedCount
  driftedCount
  pendingRevocationCount
  capabilities {
    renameDatabase
    undeleteDatabase
    reuseDeletedName
    changeRetention
    minimumRetention
    databasesMax
    tableLimits
    partitionTemplates
    tables
    changeTokenPermissions
    slashInDatabaseNames
  }
}
    fragment SyncErrorFields on SyncError {
  code
  message
  at
}`, {"fragmentName":"ClusterLinkFields"}) as unknown as TypedDocumentString<ClusterLinkFieldsFragment, unknown>;
export const ClusterFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ClusterFields on Cluster {
  ...ClusterName
  url
  createdAt
  lastCheckAt
  link {
    ...ClusterLinkFields
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment ClusterLinkFields on ClusterLink {
  kind
  enforcement
  version
  health
  warning
  checkedAt
  lastError {
    ...SyncErrorFields
  }
  pendingCount
  failedCount
  driftedCount
  pendingRevocationCount
  capabilities {
    renameDatabase
    undeleteDatabase
    reuseDeletedName
    changeRetention
    minimumRetention
    databasesMax
    tableLimits
    partitionTemplates
    tables
    changeTokenPermissions
    slashInDatabaseNames
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`, {"fragmentName":"ClusterFields"}) as unknown as TypedDocumentString<ClusterFieldsFragment, unknown>;
export const DatabaseNameFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment DatabaseName on Database {
  id
  name
}
    `, {"fragmentName":"DatabaseName"}) as unknown as TypedDocumentString<DatabaseNameFragment, unknown>;
export const UserNameFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserName on User {
  id
  name
  email
}
    `, {"fragmentName":"UserName"}) as unknown as TypedDocumentString<UserNameFragment, unknown>;
export const DatabaseTokenNameFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
    `, {"fragmentName":"DatabaseTokenName"}) as unknown as TypedDocumentString<DatabaseTokenNameFragment, unknown>;
export const SyncFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
    fragment SyncErrorFields on SyncError {
  code
  message
  at
}`, {"fragmentName":"SyncFields"}) as unknown as TypedDocumentString<SyncFieldsFragment, unknown>;
export const DatabaseTokenFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
    fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"DatabaseTokenFields"}) as unknown as TypedDocumentString<DatabaseTokenFieldsFragment, unknown>;
export const UsageDayFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UsageDayFields on UsageDay {
  day
  reads
  writes
  denials
}
    `, {"fragmentName":"UsageDayFields"}) as unknown as TypedDocumentString<UsageDayFieldsFragment, unknown>;
export const DatabaseFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`, {"fragmentName":"DatabaseFields"}) as unknown as TypedDocumentString<DatabaseFieldsFragment, unknown>;
export const GroupNameFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment GroupName on Group {
  id
  key
  name
}
    `, {"fragmentName":"GroupName"}) as unknown as TypedDocumentString<GroupNameFragment, unknown>;
export const GroupFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
    fragment GroupName on Group {
  id
  key
  name
}`, {"fragmentName":"GroupFields"}) as unknown as TypedDocumentString<GroupFieldsFragment, unknown>;
export const ConditionFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ConditionFields on Conditions {
  attributes {
    key
    anyOf
  }
  networks
  hours {
    days
    from
    to
    zone
  }
  mfa
  authenticatedWithin
  callers
}
    `, {"fragmentName":"ConditionFields"}) as unknown as TypedDocumentString<ConditionFieldsFragment, unknown>;
export const SelectorFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
    `, {"fragmentName":"SelectorFields"}) as unknown as TypedDocumentString<SelectorFieldsFragment, unknown>;
export const GroupDetailsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment GroupDetails on Group {
  ...GroupFields
  conditions {
    ...ConditionFields
  }
  grants {
    permissions
    on {
      ...SelectorFields
    }
  }
  createdAt
  createdBy {
    ...UserName
  }
  updatedAt
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment ConditionFields on Conditions {
  attributes {
    key
    anyOf
  }
  networks
  hours {
    days
    from
    to
    zone
  }
  mfa
  authenticatedWithin
  callers
}
fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"GroupDetails"}) as unknown as TypedDocumentString<GroupDetailsFragment, unknown>;
export const InvitationFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
    fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"InvitationFields"}) as unknown as TypedDocumentString<InvitationFieldsFragment, unknown>;
export const ManagementTokenFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
    fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"ManagementTokenFields"}) as unknown as TypedDocumentString<ManagementTokenFieldsFragment, unknown>;
export const NodeFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment NodeFields on Node {
  __typename
  id
  ... on Account {
    name
  }
  ... on Cluster {
    name
  }
  ... on Group {
    key
    name
  }
  ... on User {
    name
    email
  }
  ... on Invitation {
    email
  }
  ... on Session {
    client
  }
  ... on Database {
    name
  }
  ... on Table {
    name
  }
  ... on DatabaseToken {
    description
  }
  ... on ManagementToken {
    description
  }
  ... on AuditEvent {
    action
  }
}
    `, {"fragmentName":"NodeFields"}) as unknown as TypedDocumentString<NodeFieldsFragment, unknown>;
export const PageInfoFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
    `, {"fragmentName":"PageInfoFields"}) as unknown as TypedDocumentString<PageInfoFieldsFragment, unknown>;
export const SessionFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const SignInFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SignInFields on SignInPayload {
  accessToken
  session {
    ...SessionFields
  }
  user {
    ...UserName
    permissions
  }
}
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"SignInFields"}) as unknown as TypedDocumentString<SignInFieldsFragment, unknown>;
export const TableFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`, {"fragmentName":"TableFields"}) as unknown as TypedDocumentString<TableFieldsFragment, unknown>;
export const UserFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
    fragment UserName on User {
  id
  name
  email
}`, {"fragmentName":"UserFields"}) as unknown as TypedDocumentString<UserFieldsFragment, unknown>;
export const MembershipTermFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
    fragment GroupName on Group {
  id
  key
  name
}`, {"fragmentName":"MembershipTerm"}) as unknown as TypedDocumentString<MembershipTermFragment, unknown>;
export const MembershipFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment UserName on User {
  id
  name
  email
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}`, {"fragmentName":"MembershipFields"}) as unknown as TypedDocumentString<MembershipFieldsFragment, unknown>;
/**
 * Why somebody may do something or not, now or in another environment; on one resource, or on any.
 *
 * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const ExplainAccessDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ExplainAccess($permission: Permission!, $userId: ID, $resourceId: ID, $at: EnvironmentInput) {
  explainAccess(
    permission: $permission
    userId: $userId
    resourceId: $resourceId
    at: $at
  ) {
    allowed
    permission
    summary
    partial
    grantedBy {
      ...GroupName
    }
    wouldBeGrantedBy {
      ...GroupName
    }
    paths {
      group {
        ...GroupName
      }
      on {
        summary
      }
      counts
      unmet {
        kind
        expected
        actual
        remedy
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}`) as unknown as TypedDocumentString<ExplainAccessQuery, ExplainAccessQueryVariables>;
/**
 * The active people who have a permission on a resource, or on the whole account, sorted by e-mail address. Conditions of groups are held against `at`; without it, against an environment without an address and a session. Errors: NOT_FOUND, BAD_INPUT. Requires USER_READ.
 */
export const WhoMayDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WhoMay($permission: Permission!, $resourceId: ID, $at: EnvironmentInput, $first: Int, $after: String, $withTotalCount: Boolean! = false) {
  whoMay(
    permission: $permission
    resourceId: $resourceId
    at: $at
    first: $first
    after: $after
  ) {
    nodes {
      ...UserFields
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}`) as unknown as TypedDocumentString<WhoMayQuery, WhoMayQueryVariables>;
/**
 * Why the caller may do something or not, to one resource or to any. Which groups are concerned requires GROUP_READ.
 *
 * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
 *
 * With `withGroups`, also GROUP_READ.
 */
export const WhyNotDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WhyNot($permission: Permission!, $resourceId: ID, $withGroups: Boolean! = false) {
  explainAccess(permission: $permission, resourceId: $resourceId) {
    allowed
    permission
    summary
    wouldBeGrantedBy @include(if: $withGroups) {
      ...GroupName
    }
    paths @include(if: $withGroups) {
      group {
        ...GroupName
      }
      on {
        summary
      }
      counts
      unmet {
        kind
        expected
        actual
        remedy
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}`) as unknown as TypedDocumentString<WhyNotQuery, WhyNotQueryVariables>;
/**
 * Some of the people who may see a database, those who may change it first, and how many there are.
 *
 * The active people who have a permission on a resource, or on the whole account, sorted by e-mail address. Conditions of groups are held against `at`; without it, against an environment without an address and a session. Errors: NOT_FOUND, BAD_INPUT. Requires USER_READ.
 */
export const WhoReachesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WhoReaches($databaseId: ID!, $first: Int!) {
  changing: whoMay(
    permission: DATABASE_UPDATE
    resourceId: $databaseId
    first: $first
  ) {
    nodes {
      ...UserName
    }
  }
  seeing: whoMay(
    permission: DATABASE_READ
    resourceId: $databaseId
    first: $first
  ) {
    nodes {
      ...UserName
    }
    totalCount
  }
}
    fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<WhoReachesQuery, WhoReachesQueryVariables>;
/**
 * By which groups a person may see a database, change it, and make tokens for it.
 *
 * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const ReachOfUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ReachOfUser($userId: ID!, $databaseId: ID!) {
  sees: explainAccess(
    permission: DATABASE_READ
    userId: $userId
    resourceId: $databaseId
  ) {
    grantedBy {
      ...GroupName
    }
  }
  changes: explainAccess(
    permission: DATABASE_UPDATE
    userId: $userId
    resourceId: $databaseId
  ) {
    grantedBy {
      ...GroupName
    }
  }
  makesTokens: explainAccess(
    permission: DATABASE_TOKEN_CREATE
    userId: $userId
    resourceId: $databaseId
  ) {
    grantedBy {
      ...GroupName
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}`) as unknown as TypedDocumentString<ReachOfUserQuery, ReachOfUserQueryVariables>;
/**
 * The groups of the account with all that they grant, and on what: which of them reach a database is told by that.
 *
 * The groups of the account, sorted by key. Requires GROUP_READ.
 */
export const GroupGrantsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GroupGrants($after: String, $first: Int) {
  groups(after: $after, first: $first) {
    nodes {
      ...GroupName
      conditionsSummary
      grants {
        permissions
        on {
          ...SelectorFields
        }
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<GroupGrantsQuery, GroupGrantsQueryVariables>;
/**
 * The account of the caller. Requires ACCOUNT_READ.
 */
export const AccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Account {
  account {
    ...AccountFields
  }
}
    fragment AccountFields on Account {
  id
  name
  createdAt
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
/**
 * Whether anything has changed since. The version requires AUDIT_READ, which those who see the account may lack.
 *
 * The account of the caller. Requires ACCOUNT_READ.
 *
 * What it answers with requires AUDIT_READ.
 */
export const AccountVersionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountVersion {
  account {
    id
    version
  }
}
    `) as unknown as TypedDocumentString<AccountVersionQuery, AccountVersionQueryVariables>;
/**
 * The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
 */
export const AuditEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditEvents($filter: AuditFilter, $orderBy: AuditEventOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  auditEvents(
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...AuditEventFields
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment AuditEventFields on AuditEvent {
  id
  sequence
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  resourceId
  resourceLabel
  changes {
    field
    before
    after
  }
  ip
  requestId
  previousHash
  hash
  decidedBy {
    id
    key
  }
  v
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<AuditEventsQuery, AuditEventsQueryVariables>;
/**
 * Events with what a sentence about them tells, for a reader.
 *
 * The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
 */
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($filter: AuditFilter, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  auditEvents(
    filter: $filter
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...AuditEventFields
      ...EventSentenceFields
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment AuditEventFields on AuditEvent {
  id
  sequence
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  resourceId
  resourceLabel
  changes {
    field
    before
    after
  }
  ip
  requestId
  previousHash
  hash
  decidedBy {
    id
    key
  }
  v
}
fragment EventSentenceFields on AuditEvent {
  id
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  actor {
    id
    name
  }
  resourceId
  resourceLabel
  resource {
    __typename
    id
    ... on User {
      name
    }
    ... on Group {
      name
    }
    ... on Cluster {
      name
    }
    ... on Database {
      name
    }
    ... on Table {
      name
    }
    ... on DatabaseToken {
      description
    }
    ... on ManagementToken {
      description
    }
    ... on Invitation {
      email
    }
  }
  changes {
    field
    before
    after
  }
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
/**
 * How many events lie between each two times.
 *
 * How many events of the account lie between each two `times`, of which there are 2 to 93, in ascending order: one count fewer, zeros included. Requires AUDIT_READ.
 */
export const AuditEventCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditEventCounts($times: [DateTime!]!, $filter: AuditFilter) {
  auditEventCounts(times: $times, filter: $filter) {
    from
    to
    succeeded
    denied
    failed
  }
}
    `) as unknown as TypedDocumentString<AuditEventCountsQuery, AuditEventCountsQueryVariables>;
/**
 * Verifies the hash chain of the account, from its first event to its signed head. Requires AUDIT_READ.
 */
export const VerifyAuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query VerifyAuditLog($head: String) {
  verifyAuditLog(head: $head) {
    intact
    checked
    firstBrokenSequence
    headHash
    containsHead
  }
}
    `) as unknown as TypedDocumentString<VerifyAuditLogQuery, VerifyAuditLogQueryVariables>;
/**
 * The end of the audit log of the account, signed. Requires AUDIT_READ.
 */
export const AuditHeadDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditHead {
  auditHead {
    accountId
    sequence
    hash
    signature
    keyFingerprint
  }
}
    `) as unknown as TypedDocumentString<AuditHeadQuery, AuditHeadQueryVariables>;
/**
 * The public keys that verify the signed heads of audit logs, oldest first; those of retired master keys are kept for ever. Requires AUDIT_READ.
 */
export const AuditKeysDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditKeys {
  auditKeys {
    fingerprint
    algorithm
    publicKey
    validFrom
    retiredAt
  }
}
    `) as unknown as TypedDocumentString<AuditKeysQuery, AuditKeysQueryVariables>;
/**
 * People and management tokens by a part of their names, to choose whose events are shown.
 *
 * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
 * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
 *
 * With `withUsers`, also USER_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
 */
export const AuditActorsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditActors($search: String, $withUsers: Boolean! = true, $withManagementTokens: Boolean! = true) {
  users(first: 8, filter: {search: $search}) @include(if: $withUsers) {
    nodes {
      id
      name
      email
    }
  }
  managementTokens(
    first: 8
    filter: {search: $search, statuses: [ACTIVE, EXPIRED, REVOKED]}
  ) @include(if: $withManagementTokens) {
    nodes {
      id
      description
      prefix
    }
  }
}
    `) as unknown as TypedDocumentString<AuditActorsQuery, AuditActorsQueryVariables>;
/**
 * The clusters of the account, sorted by name. Requires CLUSTER_READ.
 */
export const ClustersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Clusters($after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  clusters(after: $after, before: $before, first: $first, last: $last) {
    nodes {
      ...ClusterFields
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment ClusterFields on Cluster {
  ...ClusterName
  url
  createdAt
  lastCheckAt
  link {
    ...ClusterLinkFields
  }
}
fragment ClusterLinkFields on ClusterLink {
  kind
  enforcement
  version
  health
  warning
  checkedAt
  lastError {
    ...SyncErrorFields
  }
  pendingCount
  failedCount
  driftedCount
  pendingRevocationCount
  capabilities {
    renameDatabase
    undeleteDatabase
    reuseDeletedName
    changeRetention
    minimumRetention
    databasesMax
    tableLimits
    partitionTemplates
    tables
    changeTokenPermissions
    slashInDatabaseNames
  }
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<ClustersQuery, ClustersQueryVariables>;
/**
 * The names of clusters, to find one by its name, or to choose from.
 *
 * The clusters of the account, sorted by name. Requires CLUSTER_READ.
 */
export const ClusterNamesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ClusterNames($after: String, $before: String, $first: Int, $last: Int) {
  clusters(after: $after, before: $before, first: $first, last: $last) {
    nodes {
      ...ClusterName
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<ClusterNamesQuery, ClusterNamesQueryVariables>;
/**
 * A caller without AUDIT_READ leaves out where the cluster is managed.
 *
 * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
 *
 * With `withManagement`, also AUDIT_READ.
 */
export const ClusterDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Cluster($id: ID!, $withManagement: Boolean! = false) {
  cluster(id: $id) {
    ...ClusterFields
    link {
      managementUrl @include(if: $withManagement)
      credentialPrefix @include(if: $withManagement)
      driftCheckedAt
      unmanagedDatabaseCount
      unmanagedCredentialCount
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment ClusterFields on Cluster {
  ...ClusterName
  url
  createdAt
  lastCheckAt
  link {
    ...ClusterLinkFields
  }
}
fragment ClusterLinkFields on ClusterLink {
  kind
  enforcement
  version
  health
  warning
  checkedAt
  lastError {
    ...SyncErrorFields
  }
  pendingCount
  failedCount
  driftedCount
  pendingRevocationCount
  capabilities {
    renameDatabase
    undeleteDatabase
    reuseDeletedName
    changeRetention
    minimumRetention
    databasesMax
    tableLimits
    partitionTemplates
    tables
    changeTokenPermissions
    slashInDatabaseNames
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<ClusterQuery, ClusterQueryVariables>;
/**
 * The configuration of a proxy before a cluster, as a text to save.
 *
 * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
 */
export const ProxyConfigurationDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ProxyConfiguration($id: ID!, $proxy: ProxyKind!, $upstreamUrl: String, $checks: [String!]) {
  cluster(id: $id) {
    id
    proxyConfiguration(proxy: $proxy, upstreamUrl: $upstreamUrl, checks: $checks)
  }
}
    `) as unknown as TypedDocumentString<ProxyConfigurationQuery, ProxyConfigurationQueryVariables>;
/**
 * A caller without CLUSTER_READ leaves out when the cluster last had a token checked.
 *
 * The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
 *
 * What it answers with requires DATABASE_READ and CLUSTER_READ.
 */
export const DatabaseTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseTokens($clusterId: ID, $filter: TokenFilter, $orderBy: TokenOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false, $withLastCheck: Boolean! = true) {
  databaseTokens(
    clusterId: $clusterId
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...DatabaseTokenFields
      reachesMore
      cluster {
        ...ClusterName
        lastCheckAt @include(if: $withLastCheck)
      }
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<DatabaseTokensQuery, DatabaseTokensQueryVariables>;
/**
 * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
 *
 * What it answers with requires DATABASE_READ and CLUSTER_READ.
 */
export const DatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseToken($id: ID!) {
  databaseToken(id: $id) {
    ...DatabaseTokenFields
    danglingPermissions
    cluster {
      ...ClusterName
      lastCheckAt
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<DatabaseTokenQuery, DatabaseTokenQueryVariables>;
/**
 * All about one token, for a page of its own. The tokens before and after it are told two steps far, and whether there are others beyond.
 *
 * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
 *
 * What it answers with requires DATABASE_READ and CLUSTER_READ.
 */
export const DatabaseTokenPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseTokenPage($id: ID!, $withLastCheck: Boolean! = true) {
  databaseToken(id: $id) {
    ...DatabaseTokenFields
    reachesMore
    danglingPermissions
    rotatedFrom {
      createdAt
      rotatedFrom {
        ...DatabaseTokenName
        createdAt
        rotatedFrom {
          ...DatabaseTokenName
        }
      }
    }
    replacedBy {
      createdAt
      replacedBy {
        ...DatabaseTokenName
        createdAt
        replacedBy {
          ...DatabaseTokenName
        }
      }
    }
    cluster {
      ...ClusterName
      url
      lastCheckAt @include(if: $withLastCheck)
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<DatabaseTokenPageQuery, DatabaseTokenPageQueryVariables>;
/**
 * What the examples of its use depend on. A caller without CLUSTER_READ leaves out the kind of the cluster.
 *
 * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
 *
 * What it answers with requires DATABASE_READ and CLUSTER_READ.
 */
export const DatabaseTokenUseDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseTokenUse($id: ID!, $withKind: Boolean! = true) {
  databaseToken(id: $id) {
    permissions {
      action
      database {
        ...DatabaseName
      }
    }
    cluster {
      ...ClusterName
      url
      link @include(if: $withKind) {
        kind
      }
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseName on Database {
  id
  name
}`) as unknown as TypedDocumentString<DatabaseTokenUseQuery, DatabaseTokenUseQueryVariables>;
/**
 * How often a token was used, day by day; null where no proxy of its cluster tells.
 *
 * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
 */
export const UsageOfDatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageOfDatabaseToken($id: ID!, $days: Int) {
  databaseToken(id: $id) {
    id
    usage(days: $days) {
      ...UsageDayFields
    }
  }
}
    fragment UsageDayFields on UsageDay {
  day
  reads
  writes
  denials
}`) as unknown as TypedDocumentString<UsageOfDatabaseTokenQuery, UsageOfDatabaseTokenQueryVariables>;
/**
 * The same for all tokens that the caller may see, or for those of a cluster.
 *
 * How often the database tokens that the caller may see were used together on each of the last days, whatever their status now; the newest day last, days without any request left out. Null where no proxy of these clusters has had a request checked, and when the account has no such cluster. Errors: BAD_INPUT. Requires DATABASE_TOKEN_READ.
 */
export const DatabaseTokenUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseTokenUsage($clusterId: ID, $days: Int) {
  databaseTokenUsage(clusterId: $clusterId, days: $days) {
    ...UsageDayFields
  }
}
    fragment UsageDayFields on UsageDay {
  day
  reads
  writes
  denials
}`) as unknown as TypedDocumentString<DatabaseTokenUsageQuery, DatabaseTokenUsageQueryVariables>;
/**
 * Creates a database token. Its `secret` is shown only in this payload. On InfluxDB Cloud Dedicated and Clustered, the cluster makes the secret, and may take up to a few minutes to accept it. Errors: NOT_FOUND for a cluster that does not exist and for a database that is not active on it; CONFLICT when the account is at its limit of tokens, and when the cluster refuses to make it; CLUSTER_UNAVAILABLE when the cluster does not answer as it should, after which there is no token; BAD_INPUT. Requires DATABASE_TOKEN_CREATE.
 *
 * What it answers with requires DATABASE_TOKEN_READ, DATABASE_READ, and CLUSTER_READ.
 */
export const CreateDatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDatabaseToken($input: CreateDatabaseTokenInput!) {
  createDatabaseToken(input: $input) {
    secret
    token {
      ...DatabaseTokenFields
      cluster {
        ...ClusterName
        url
      }
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<CreateDatabaseTokenMutation, CreateDatabaseTokenMutationVariables>;
/**
 * For a management token that may create but not read: one refused field would cost it the whole answer, secret included.
 *
 * Creates a database token. Its `secret` is shown only in this payload. On InfluxDB Cloud Dedicated and Clustered, the cluster makes the secret, and may take up to a few minutes to accept it. Errors: NOT_FOUND for a cluster that does not exist and for a database that is not active on it; CONFLICT when the account is at its limit of tokens, and when the cluster refuses to make it; CLUSTER_UNAVAILABLE when the cluster does not answer as it should, after which there is no token; BAD_INPUT. Requires DATABASE_TOKEN_CREATE.
 */
export const CreateDatabaseTokenSecretDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDatabaseTokenSecret($input: CreateDatabaseTokenInput!) {
  createDatabaseToken(input: $input) {
    secret
  }
}
    `) as unknown as TypedDocumentString<CreateDatabaseTokenSecretMutation, CreateDatabaseTokenSecretMutationVariables>;
/**
 * Changes a token’s description or permissions; given permissions replace the old ones. Errors: CONFLICT for a token that is revoked or has expired; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE.
 *
 * What it answers with requires DATABASE_TOKEN_READ and DATABASE_READ.
 */
export const UpdateDatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateDatabaseToken($input: UpdateDatabaseTokenInput!) {
  updateDatabaseToken(input: $input) {
    token {
      ...DatabaseTokenFields
    }
  }
}
    fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<UpdateDatabaseTokenMutation, UpdateDatabaseTokenMutationVariables>;
/**
 * Creates a successor with the same cluster, description and permissions, and answers with it and its secret. The old token is accepted for `overlap` longer, as REPLACED. Errors: CONFLICT for a token that is revoked or has expired; for one that has a successor already, whose id is `extensions.successorId`; and while an earlier token of the same series of rotations is accepted, unless the overlap is 0s, because no more than two tokens of a series are accepted at once; CLUSTER_UNAVAILABLE as for `createDatabaseToken`, after which the old token is as it was; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE.
 *
 * What it answers with requires DATABASE_TOKEN_READ, DATABASE_READ, and CLUSTER_READ.
 */
export const RotateDatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RotateDatabaseToken($input: RotateTokenInput!) {
  rotateDatabaseToken(input: $input) {
    secret
    token {
      ...DatabaseTokenFields
      cluster {
        ...ClusterName
        url
      }
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<RotateDatabaseTokenMutation, RotateDatabaseTokenMutationVariables>;
/**
 * For a management token that may rotate but not read: one refused field would cost it the whole answer, secret included.
 *
 * Creates a successor with the same cluster, description and permissions, and answers with it and its secret. The old token is accepted for `overlap` longer, as REPLACED. Errors: CONFLICT for a token that is revoked or has expired; for one that has a successor already, whose id is `extensions.successorId`; and while an earlier token of the same series of rotations is accepted, unless the overlap is 0s, because no more than two tokens of a series are accepted at once; CLUSTER_UNAVAILABLE as for `createDatabaseToken`, after which the old token is as it was; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE.
 */
export const RotateDatabaseTokenSecretDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RotateDatabaseTokenSecret($input: RotateTokenInput!) {
  rotateDatabaseToken(input: $input) {
    secret
  }
}
    `) as unknown as TypedDocumentString<RotateDatabaseTokenSecretMutation, RotateDatabaseTokenSecretMutationVariables>;
/**
 * Revokes a token at once and for good; revoking it again changes nothing. Errors: NOT_FOUND, STALE_VERSION. Requires DATABASE_TOKEN_REVOKE.
 *
 * What it answers with requires DATABASE_TOKEN_READ and DATABASE_READ.
 */
export const RevokeDatabaseTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeDatabaseToken($id: ID!, $expectedVersion: Int) {
  revokeDatabaseToken(id: $id, expectedVersion: $expectedVersion) {
    token {
      ...DatabaseTokenFields
    }
  }
}
    fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<RevokeDatabaseTokenMutation, RevokeDatabaseTokenMutationVariables>;
/**
 * The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
 *
 * What it answers with requires CLUSTER_READ.
 */
export const DatabasesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Databases($clusterId: ID, $filter: DatabaseFilter, $orderBy: DatabaseOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  databases(
    clusterId: $clusterId
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...DatabaseFields
      viewerMay
      cluster {
        ...ClusterName
      }
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<DatabasesQuery, DatabasesQueryVariables>;
/**
 * The names of databases, to find one by its name, or to choose from.
 *
 * The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
 *
 * What it answers with requires CLUSTER_READ.
 */
export const DatabaseNamesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatabaseNames($clusterId: ID, $filter: DatabaseFilter, $after: String, $before: String, $first: Int, $last: Int) {
  databases(
    clusterId: $clusterId
    filter: $filter
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...DatabaseName
      status
      version
      cluster {
        ...ClusterName
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseName on Database {
  id
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<DatabaseNamesQuery, DatabaseNamesQueryVariables>;
/**
 * One database by its id, active or restorable; null when the account has no such database. Requires DATABASE_READ.
 *
 * What it answers with requires CLUSTER_READ.
 */
export const DatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Database($id: ID!) {
  database(id: $id) {
    ...DatabaseFields
    viewerMay
    cluster {
      ...ClusterName
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<DatabaseQuery, DatabaseQueryVariables>;
/**
 * Creates a database, which can be used at once. Errors: CONFLICT when an active database of the cluster has the name, or the account is at its limit of databases; NOT_FOUND for the cluster, BAD_INPUT. Requires DATABASE_CREATE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const CreateDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDatabase($input: CreateDatabaseInput!) {
  createDatabase(input: $input) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<CreateDatabaseMutation, CreateDatabaseMutationVariables>;
/**
 * Changes retention and limits of an active database; absent fields stay as they are. Errors: CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const UpdateDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateDatabase($input: UpdateDatabaseInput!) {
  updateDatabase(input: $input) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<UpdateDatabaseMutation, UpdateDatabaseMutationVariables>;
/**
 * Renames an active database. Its tokens keep working, because they are bound to its id. Errors: FORBIDDEN also where the name would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when the name is taken, or the database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const RenameDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenameDatabase($input: RenameInput!) {
  renameDatabase(input: $input) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<RenameDatabaseMutation, RenameDatabaseMutationVariables>;
/**
 * Replaces the labels of an active database. Errors: FORBIDDEN also where the labels would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const SetDatabaseLabelsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetDatabaseLabels($input: SetDatabaseLabelsInput!) {
  setDatabaseLabels(input: $input) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<SetDatabaseLabelsMutation, SetDatabaseLabelsMutationVariables>;
/**
 * Deletes a database with its tables. It can be undeleted for seven days. Its name can be used again at once; wait 2 to 3 minutes before writing to a new database of that name. Errors: CONFLICT when it is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_DELETE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const DeleteDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteDatabase($input: DeleteInput!) {
  deleteDatabase(input: $input) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<DeleteDatabaseMutation, DeleteDatabaseMutationVariables>;
/**
 * Restores a deleted database with its id, settings, tables and tokens. Errors: CONFLICT when it is active, an active database has its name, or the account is at its limit of databases; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION. Requires DATABASE_UNDELETE.
 *
 * What it answers with requires DATABASE_READ.
 */
export const UndeleteDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UndeleteDatabase($id: ID!, $expectedVersion: Int) {
  undeleteDatabase(id: $id, expectedVersion: $expectedVersion) {
    database {
      ...DatabaseFields
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment DatabaseFields on Database {
  ...DatabaseName
  status
  retentionPeriod
  maxTables
  maxColumnsPerTable
  partitionTemplate {
    kind
    value
    buckets
  }
  labels {
    key
    value
  }
  createdAt
  updatedAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<UndeleteDatabaseMutation, UndeleteDatabaseMutationVariables>;
/**
 * Removes a deleted database for good, with its data and tables, before its seven days are over; also from the cluster behind, as soon as that is reached. Errors: CONFLICT when it is active; UNSUPPORTED where the cluster itself keeps deleted databases; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_PURGE.
 */
export const PurgeDatabaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PurgeDatabase($input: DeleteInput!) {
  purgeDatabase(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<PurgeDatabaseMutation, PurgeDatabaseMutationVariables>;
/**
 * Starts a change of a person’s e-mail address: mails a confirmation link to the new address, which works once and for 24 hours, and a notice to the present one. An earlier link stops working. Changing the caller’s own address needs `currentPassword`; changing another person’s needs every permission that this person has, or else is FORBIDDEN. Errors: NOT_FOUND, BAD_INPUT, CONFLICT, STALE_VERSION, INVALID_CREDENTIALS, RATE_LIMITED. One’s own always; otherwise requires USER_UPDATE.
 */
export const ChangeEmailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeEmail($input: ChangeEmailInput!) {
  changeEmail(input: $input) {
    pendingEmail
    expiresAt
    link
  }
}
    `) as unknown as TypedDocumentString<ChangeEmailMutation, ChangeEmailMutationVariables>;
/**
 * Completes a change of e-mail address with the secret of the mailed link, and mails a notice to the former address. Sessions continue; password reset links, and invitations to the new address, stop working. Errors: NOT_FOUND for a link that is not valid or has expired; CONFLICT when another person of the account has the address now. Open to all.
 */
export const ConfirmEmailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ConfirmEmail($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) {
    email
  }
}
    `) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
/**
 * The groups of the account, sorted by key. Requires GROUP_READ.
 */
export const GroupsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Groups($after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  groups(after: $after, before: $before, first: $first, last: $last) {
    nodes {
      ...GroupFields
      grants {
        permissions
        on {
          account
          summary
        }
      }
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}`) as unknown as TypedDocumentString<GroupsQuery, GroupsQueryVariables>;
/**
 * One group by its id; null when the account has no such group. Requires GROUP_READ.
 */
export const GroupDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Group($id: ID!) {
  group(id: $id) {
    ...GroupDetails
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment ConditionFields on Conditions {
  attributes {
    key
    anyOf
  }
  networks
  hours {
    days
    from
    to
    zone
  }
  mfa
  authenticatedWithin
  callers
}
fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
fragment GroupDetails on Group {
  ...GroupFields
  conditions {
    ...ConditionFields
  }
  grants {
    permissions
    on {
      ...SelectorFields
    }
  }
  createdAt
  createdBy {
    ...UserName
  }
  updatedAt
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<GroupQuery, GroupQueryVariables>;
/**
 * Creates a custom group, without members. Errors: FORBIDDEN when it would grant more than the caller holds; CONFLICT when a group of the account has the key, or the account has 100 custom groups; NOT_FOUND for a cluster or database that a selector names; BAD_INPUT. Requires GROUP_CREATE.
 *
 * What it answers with requires GROUP_READ.
 */
export const CreateGroupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    group {
      ...GroupDetails
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment ConditionFields on Conditions {
  attributes {
    key
    anyOf
  }
  networks
  hours {
    days
    from
    to
    zone
  }
  mfa
  authenticatedWithin
  callers
}
fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
fragment GroupDetails on Group {
  ...GroupFields
  conditions {
    ...ConditionFields
  }
  grants {
    permissions
    on {
      ...SelectorFields
    }
  }
  createdAt
  createdBy {
    ...UserName
  }
  updatedAt
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<CreateGroupMutation, CreateGroupMutationVariables>;
/**
 * Changes a custom group. Members who would hold more by it are signed out; the pending invitations sent by those who hold less are revoked. Errors: FORBIDDEN when it grants more than the caller holds, before or after; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION. Requires GROUP_UPDATE.
 *
 * What it answers with requires GROUP_READ.
 */
export const UpdateGroupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateGroup($input: UpdateGroupInput!) {
  updateGroup(input: $input) {
    group {
      ...GroupDetails
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment ConditionFields on Conditions {
  attributes {
    key
    anyOf
  }
  networks
  hours {
    days
    from
    to
    zone
  }
  mfa
  authenticatedWithin
  callers
}
fragment SelectorFields on Selector {
  account
  clusterIds
  databaseIds
  databases {
    clusterIds
    namePrefix
    labels {
      key
      anyOf
      noneOf
      sameAs
    }
  }
  summary
}
fragment GroupDetails on Group {
  ...GroupFields
  conditions {
    ...ConditionFields
  }
  grants {
    permissions
    on {
      ...SelectorFields
    }
  }
  createdAt
  createdBy {
    ...UserName
  }
  updatedAt
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<UpdateGroupMutation, UpdateGroupMutationVariables>;
/**
 * Deletes a custom group: its members no longer hold what it grants, and the pending invitations that they sent are revoked. Errors: CONFLICT while it is somebody’s only group, or a group of a pending invitation; FORBIDDEN when it grants more than the caller holds; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION. Requires GROUP_DELETE.
 */
export const DeleteGroupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteGroup($input: DeleteGroupInput!) {
  deleteGroup(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteGroupMutation, DeleteGroupMutationVariables>;
/**
 * How many members each group has. Requires USER_READ.
 *
 * The groups of the account, sorted by key. Requires GROUP_READ.
 *
 * What it answers with requires USER_READ.
 */
export const GroupSizesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GroupSizes($after: String, $before: String, $first: Int, $last: Int) {
  groups(after: $after, before: $before, first: $first, last: $last) {
    nodes {
      id
      members(first: 1) {
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GroupSizesQuery, GroupSizesQueryVariables>;
/**
 * The members of a group.
 *
 * One group by its id; null when the account has no such group. Requires GROUP_READ.
 *
 * What it answers with requires USER_READ.
 */
export const GroupMembersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GroupMembers($id: ID!, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  group(id: $id) {
    ...GroupName
    members(after: $after, before: $before, first: $first, last: $last) {
      nodes {
        ...UserFields
      }
      pageInfo {
        ...PageInfoFields
      }
      totalCount @include(if: $withTotalCount)
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}`) as unknown as TypedDocumentString<GroupMembersQuery, GroupMembersQueryVariables>;
/**
 * What lies on a cluster and is not managed here. Asks the cluster.
 *
 * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
 *
 * What it answers with requires CLUSTER_IMPORT.
 */
export const UnmanagedDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Unmanaged($clusterId: ID!) {
  cluster(id: $clusterId) {
    ...ClusterName
    unmanaged {
      databases {
        name
        retentionPeriod
        obstacle
      }
      credentials {
        externalId
        description
        isAdmin
        permissions
        obstacle
      }
      readAt
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}`) as unknown as TypedDocumentString<UnmanagedQuery, UnmanagedQueryVariables>;
/**
 * Takes over databases and credentials of a cluster as they are; nothing changes there. Each row succeeds or fails by itself, with CONFLICT for what is managed already and for an account at its limit, UNSUPPORTED for what cannot be taken over, and NOT_FOUND. Errors: CLUSTER_UNAVAILABLE; CONFLICT when the cluster was connected anew meanwhile; NOT_FOUND, BAD_INPUT. Requires CLUSTER_IMPORT.
 *
 * What it answers with requires DATABASE_READ and DATABASE_TOKEN_READ.
 */
export const ImportFromClusterDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ImportFromCluster($input: ImportFromClusterInput!) {
  importFromCluster(input: $input) {
    results {
      name
      database {
        ...DatabaseName
      }
      token {
        ...DatabaseTokenName
        origin
      }
      error {
        code
        message
        field
      }
    }
  }
}
    fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}`) as unknown as TypedDocumentString<ImportFromClusterMutation, ImportFromClusterMutationVariables>;
/**
 * The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const InvitationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Invitations($filter: InvitationFilter, $orderBy: InvitationOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  invitations(
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...InvitationFields
      groups {
        ...GroupName
      }
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<InvitationsQuery, InvitationsQueryVariables>;
/**
 * One invitation by its id; null when the account has no such invitation. Requires INVITATION_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const InvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Invitation($id: ID!) {
  invitation(id: $id) {
    ...InvitationFields
    groups {
      ...GroupName
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<InvitationQuery, InvitationQueryVariables>;
/**
 * The invitation of a link, as its holder sees it before accepting; null for an unknown secret. Open to all.
 */
export const InvitationPreviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query InvitationPreview($secret: String!) {
  invitationPreview(secret: $secret) {
    accountName
    email
    groups
    invitedByName
    status
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<InvitationPreviewQuery, InvitationPreviewQueryVariables>;
/**
 * Invites 1 to 100 people by mail. Each row succeeds or fails by itself, with its error in `results`: BAD_INPUT, NOT_FOUND for a group, CONFLICT for an address that belongs to the account or has a pending invitation, FORBIDDEN for a group that grants a permission that the caller lacks, RATE_LIMITED. Requires INVITATION_CREATE.
 *
 * What it answers with requires INVITATION_READ.
 */
export const InviteUsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation InviteUsers($input: InviteUsersInput!) {
  inviteUsers(input: $input) {
    results {
      email
      link
      error {
        code
        message
      }
      invitation {
        ...InvitationFields
      }
    }
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<InviteUsersMutation, InviteUsersMutationVariables>;
/**
 * Sends a pending or expired invitation again, with a new secret and the same lifetime from now on; earlier links stop working. Errors: CONFLICT when it is accepted or revoked, or its address belongs to the account or has another pending invitation; FORBIDDEN for a group that grants a permission that the caller lacks; NOT_FOUND, RATE_LIMITED. Requires INVITATION_CREATE.
 *
 * What it answers with requires INVITATION_READ.
 */
export const ResendInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResendInvitation($id: ID!) {
  resendInvitation(id: $id) {
    link
    invitation {
      ...InvitationFields
    }
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<ResendInvitationMutation, ResendInvitationMutationVariables>;
/**
 * Revokes a pending invitation; its links stop working. Errors: NOT_FOUND, INVITATION_ACCEPTED, INVITATION_EXPIRED, INVITATION_REVOKED. Requires INVITATION_REVOKE.
 *
 * What it answers with requires INVITATION_READ.
 */
export const RevokeInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeInvitation($id: ID!) {
  revokeInvitation(id: $id) {
    invitation {
      ...InvitationFields
    }
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
/**
 * Accepts an invitation, which works once: creates the person with the groups and attributes of the invitation, and signs them in. Errors: NOT_FOUND, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, CONFLICT when the address belongs to the account already, BAD_INPUT. Open to all.
 */
export const AcceptInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    ...SignInFields
  }
}
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment SignInFields on SignInPayload {
  accessToken
  session {
    ...SessionFields
  }
  user {
    ...UserName
    permissions
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
/**
 * The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
 */
export const ManagementTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ManagementTokens($filter: TokenFilter, $orderBy: TokenOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  managementTokens(
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...ManagementTokenFields
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<ManagementTokensQuery, ManagementTokensQueryVariables>;
/**
 * One management token by its id, whatever its status; null when the account has no such token. Requires MANAGEMENT_TOKEN_READ.
 */
export const ManagementTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ManagementToken($id: ID!) {
  managementToken(id: $id) {
    ...ManagementTokenFields
  }
}
    fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<ManagementTokenQuery, ManagementTokenQueryVariables>;
/**
 * Creates a management token with some of the caller’s own permissions. Only a signed-in person can, never a management token. Its `secret` is shown only in this payload. Errors: FORBIDDEN for a permission that the caller lacks; CONFLICT when the account is at its limit of tokens; BAD_INPUT. Requires MANAGEMENT_TOKEN_CREATE.
 */
export const CreateManagementTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateManagementToken($input: CreateManagementTokenInput!) {
  createManagementToken(input: $input) {
    secret
    token {
      ...ManagementTokenFields
    }
  }
}
    fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<CreateManagementTokenMutation, CreateManagementTokenMutationVariables>;
/**
 * Revokes a token at once and for good, and the pending invitations that it sent; revoking it again changes nothing. Errors: NOT_FOUND. Requires MANAGEMENT_TOKEN_REVOKE.
 */
export const RevokeManagementTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeManagementToken($id: ID!) {
  revokeManagementToken(id: $id) {
    token {
      ...ManagementTokenFields
    }
  }
}
    fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<RevokeManagementTokenMutation, RevokeManagementTokenMutationVariables>;
/**
 * Any object by its id; null when it does not exist or is not visible to the caller. Requires a session or a management token.
 */
export const NodeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    ...NodeFields
  }
}
    fragment NodeFields on Node {
  __typename
  id
  ... on Account {
    name
  }
  ... on Cluster {
    name
  }
  ... on Group {
    key
    name
  }
  ... on User {
    name
    email
  }
  ... on Invitation {
    email
  }
  ... on Session {
    client
  }
  ... on Database {
    name
  }
  ... on Table {
    name
  }
  ... on DatabaseToken {
    description
  }
  ... on ManagementToken {
    description
  }
  ... on AuditEvent {
    action
  }
}`) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
/**
 * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
 */
export const NodesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...NodeFields
  }
}
    fragment NodeFields on Node {
  __typename
  id
  ... on Account {
    name
  }
  ... on Cluster {
    name
  }
  ... on Group {
    key
    name
  }
  ... on User {
    name
    email
  }
  ... on Invitation {
    email
  }
  ... on Session {
    client
  }
  ... on Database {
    name
  }
  ... on Table {
    name
  }
  ... on DatabaseToken {
    description
  }
  ... on ManagementToken {
    description
  }
  ... on AuditEvent {
    action
  }
}`) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
/**
 * An overview of the account. A caller without ACCOUNT_READ, CLUSTER_READ, DATABASE_TOKEN_READ, MANAGEMENT_TOKEN_READ or AUDIT_READ leaves out the parts that require it. Counts are operations of their own, as counting everything exceeds the cost of one operation.
 *
 * - `account`: The account of the caller. Requires ACCOUNT_READ.
 * - `clusters`: The clusters of the account, sorted by name. Requires CLUSTER_READ.
 * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
 * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
 * - `auditEvents`: The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
 *
 * With `withAccount`, also ACCOUNT_READ. With `withClusters`, also CLUSTER_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ and DATABASE_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ. With `withAuditEvents`, also AUDIT_READ.
 */
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Overview($expiringBefore: DateTime!, $unusedSince: DateTime!, $withAccount: Boolean! = true, $withClusters: Boolean! = true, $withDatabaseTokens: Boolean! = true, $withManagementTokens: Boolean! = false, $withAuditEvents: Boolean! = false) {
  account @include(if: $withAccount) {
    ...AccountFields
  }
  clusters(first: 20) @include(if: $withClusters) {
    nodes {
      ...ClusterFields
    }
  }
  expiringDatabaseTokens: databaseTokens(
    first: 10
    filter: {statuses: [ACTIVE], expiresBefore: $expiringBefore}
    orderBy: {field: EXPIRES_AT}
  ) @include(if: $withDatabaseTokens) {
    nodes {
      ...DatabaseTokenFields
    }
    pageInfo {
      hasNextPage
    }
    totalCount
  }
  unusedDatabaseTokens: databaseTokens(
    first: 10
    filter: {statuses: [ACTIVE], unusedSince: $unusedSince}
    orderBy: {field: LAST_USED_AT}
  ) @include(if: $withDatabaseTokens) {
    nodes {
      ...DatabaseTokenFields
    }
    pageInfo {
      hasNextPage
    }
  }
  expiringManagementTokens: managementTokens(
    first: 10
    filter: {expiresBefore: $expiringBefore}
    orderBy: {field: EXPIRES_AT}
  ) @include(if: $withManagementTokens) {
    nodes {
      ...ManagementTokenFields
    }
    pageInfo {
      hasNextPage
    }
    totalCount
  }
  auditEvents(first: 10) @include(if: $withAuditEvents) {
    nodes {
      ...EventSentenceFields
    }
  }
}
    fragment AccountFields on Account {
  id
  name
  createdAt
}
fragment EventSentenceFields on AuditEvent {
  id
  occurredAt
  action
  outcome
  errorCode
  actorId
  actorLabel
  actor {
    id
    name
  }
  resourceId
  resourceLabel
  resource {
    __typename
    id
    ... on User {
      name
    }
    ... on Group {
      name
    }
    ... on Cluster {
      name
    }
    ... on Database {
      name
    }
    ... on Table {
      name
    }
    ... on DatabaseToken {
      description
    }
    ... on ManagementToken {
      description
    }
    ... on Invitation {
      email
    }
  }
  changes {
    field
    before
    after
  }
}
fragment ClusterName on Cluster {
  id
  name
}
fragment ClusterFields on Cluster {
  ...ClusterName
  url
  createdAt
  lastCheckAt
  link {
    ...ClusterLinkFields
  }
}
fragment ClusterLinkFields on ClusterLink {
  kind
  enforcement
  version
  health
  warning
  checkedAt
  lastError {
    ...SyncErrorFields
  }
  pendingCount
  failedCount
  driftedCount
  pendingRevocationCount
  capabilities {
    renameDatabase
    undeleteDatabase
    reuseDeletedName
    changeRetention
    minimumRetention
    databasesMax
    tableLimits
    partitionTemplates
    tables
    changeTokenPermissions
    slashInDatabaseNames
  }
}
fragment DatabaseTokenFields on DatabaseToken {
  id
  description
  prefix
  status
  origin
  permissions {
    action
    allDatabases
    database {
      ...DatabaseName
    }
  }
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
  rotatedFrom {
    ...DatabaseTokenName
  }
  replacedBy {
    ...DatabaseTokenName
  }
  version
  sync {
    ...SyncFields
  }
}
fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
/**
 * The numbers of databases and tokens. A caller without the permission to read one of them leaves it out.
 *
 * - `databases`: The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
 * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
 * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
 *
 * With `withDatabases`, also DATABASE_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
 */
export const ResourceCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ResourceCounts($withDatabases: Boolean! = true, $withDatabaseTokens: Boolean! = true, $withManagementTokens: Boolean! = false) {
  databases(first: 1) @include(if: $withDatabases) {
    totalCount
  }
  databaseTokens(first: 1) @include(if: $withDatabaseTokens) {
    totalCount
  }
  managementTokens(first: 1) @include(if: $withManagementTokens) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ResourceCountsQuery, ResourceCountsQueryVariables>;
/**
 * The numbers of users and pending invitations. A caller without USER_READ or INVITATION_READ leaves out its part.
 *
 * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
 * - `invitations`: The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
 *
 * With `withUsers`, also USER_READ. With `withInvitations`, also INVITATION_READ.
 */
export const PeopleCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PeopleCounts($withUsers: Boolean! = false, $withInvitations: Boolean! = false) {
  users(first: 1) @include(if: $withUsers) {
    totalCount
  }
  pendingInvitations: invitations(first: 1, filter: {statuses: [PENDING]}) @include(if: $withInvitations) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<PeopleCountsQuery, PeopleCountsQueryVariables>;
/**
 * What a new account may lack besides that: a second Admin, mail that arrives, and a program that uses a token. A caller without USER_READ, INVITATION_READ or DATABASE_TOKEN_READ leaves out its part.
 *
 * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
 * - `invitations`: The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
 * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
 *
 * With `withUsers`, also USER_READ. With `withInvitations`, also INVITATION_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ.
 */
export const FirstRunDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FirstRun($withUsers: Boolean! = false, $withInvitations: Boolean! = false, $withDatabaseTokens: Boolean! = false) {
  admins: users(first: 2, filter: {groupKeys: ["admin"], statuses: [ACTIVE]}) @include(if: $withUsers) {
    nodes {
      id
    }
  }
  invitations(first: 50) @include(if: $withInvitations) {
    nodes {
      id
      delivery
    }
  }
  lastUsed: databaseTokens(
    first: 1
    filter: {statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED]}
    orderBy: {field: LAST_USED_AT, direction: DESC}
  ) @include(if: $withDatabaseTokens) {
    nodes {
      id
      lastUsedAt
    }
  }
}
    `) as unknown as TypedDocumentString<FirstRunQuery, FirstRunQueryVariables>;
/**
 * Mails a link for setting a new password, which works once and for 10 minutes; earlier links keep working until one is used. After three mails within a day, one is sent every 50 minutes, with a link that works for an hour, so that the mailbox is not flooded and always holds a working link. A person who is invited and has not joined gets the invitation again instead. The answer is the same whether or not the address is known, and whether or not a mail is sent. Errors: RATE_LIMITED. Open to all.
 */
export const RequestPasswordResetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    ok
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
/**
 * Sets a new password with the secret of a reset link, ends all sessions of the person, and signs them in. Errors: NOT_FOUND for a link that is not valid or has expired, BAD_INPUT for the password. Open to all.
 */
export const ResetPasswordDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    ...SignInFields
  }
}
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment SignInFields on SignInPayload {
  accessToken
  session {
    ...SessionFields
  }
  user {
    ...UserName
    permissions
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
/**
 * Changes the caller’s password and ends their other sessions. Errors: INVALID_CREDENTIALS when the current password is wrong, BAD_INPUT for the new one, RATE_LIMITED. Requires a signed-in person.
 */
export const ChangePasswordDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    ok
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
/**
 * A few of everything whose name or description holds a text. A caller without the permission to read one of them leaves it out.
 *
 * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
 * - `databases`: The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
 * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
 * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
 *
 * With `withUsers`, also USER_READ. With `withDatabases`, also DATABASE_READ and CLUSTER_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
 */
export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($text: String!, $withUsers: Boolean! = false, $withDatabases: Boolean! = true, $withDatabaseTokens: Boolean! = true, $withManagementTokens: Boolean! = false) {
  users(first: 5, filter: {search: $text}) @include(if: $withUsers) {
    nodes {
      ...UserName
    }
  }
  databases(first: 5, filter: {search: $text}) @include(if: $withDatabases) {
    nodes {
      ...DatabaseName
      cluster {
        name
      }
    }
  }
  databaseTokens(first: 5, filter: {search: $text}) @include(if: $withDatabaseTokens) {
    nodes {
      ...DatabaseTokenName
    }
  }
  managementTokens(first: 5, filter: {search: $text}) @include(if: $withManagementTokens) {
    nodes {
      id
      description
      prefix
    }
  }
}
    fragment DatabaseTokenName on DatabaseToken {
  id
  description
  prefix
  status
  expiresAt
}
fragment DatabaseName on Database {
  id
  name
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
/**
 * The sessions of the caller; a management token has none.
 *
 * The caller of this request; null when not signed in. Open to all.
 */
export const SessionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Sessions($after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  viewer {
    user {
      ...UserName
      sessions(after: $after, before: $before, first: $first, last: $last) {
        nodes {
          ...SessionFields
        }
        pageInfo {
          ...PageInfoFields
        }
        totalCount @include(if: $withTotalCount)
      }
    }
  }
}
    fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
/**
 * The sessions of a user.
 *
 * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
 */
export const UserSessionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UserSessions($userId: ID!, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  user(id: $userId) {
    ...UserName
    sessions(after: $after, before: $before, first: $first, last: $last) {
      nodes {
        ...SessionFields
      }
      pageInfo {
        ...PageInfoFields
      }
      totalCount @include(if: $withTotalCount)
    }
  }
}
    fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<UserSessionsQuery, UserSessionsQueryVariables>;
/**
 * Signs in with e-mail address and password. Errors: INVALID_CREDENTIALS for a wrong account, an unknown address and a wrong password alike, in the same time; BAD_INPUT for `accountId` when the password opens several accounts; RATE_LIMITED after several failures. Failures of other clients do not limit a person on a device or in a network where they have signed in before. Open to all.
 */
export const SignInDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    ...SignInFields
  }
}
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment SignInFields on SignInPayload {
  accessToken
  session {
    ...SessionFields
  }
  user {
    ...UserName
    permissions
  }
}
fragment UserName on User {
  id
  name
  email
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
/**
 * Ends the session of this request. Requires a signed-in person.
 */
export const SignOutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignOut {
  signOut {
    ok
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
/**
 * Ends a session at once. Errors: NOT_FOUND. One’s own always; otherwise requires SESSION_REVOKE.
 */
export const RevokeSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
/**
 * Where databases, tables and tokens stand between the gateway and their clusters.
 *
 * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
 */
export const SyncStatesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SyncStates($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Database {
      name
      status
      sync {
        ...SyncFields
      }
    }
    ... on Table {
      name
      status
      sync {
        ...SyncFields
      }
    }
    ... on DatabaseToken {
      description
      tokenStatus: status
      sync {
        ...SyncFields
      }
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<SyncStatesQuery, SyncStatesQueryVariables>;
/**
 * The clusters of databases, tables and tokens, for those who may read clusters.
 *
 * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
 *
 * What it answers with requires CLUSTER_READ and DATABASE_READ.
 */
export const ClustersOfDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ClustersOf($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Database {
      cluster {
        ...ClusterName
      }
    }
    ... on Table {
      database {
        cluster {
          ...ClusterName
        }
      }
    }
    ... on DatabaseToken {
      cluster {
        ...ClusterName
      }
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}`) as unknown as TypedDocumentString<ClustersOfQuery, ClustersOfQueryVariables>;
/**
 * Brings a database, a table or a database token to its cluster now, if that does not have it yet; a database that is gone from the cluster is created there anew, empty. Errors: CONFLICT for one that has drifted; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
 */
export const RetrySyncDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RetrySync($id: ID!, $expectedVersion: Int) {
  retrySync(id: $id, expectedVersion: $expectedVersion) {
    node {
      id
    }
    sync {
      ...SyncFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<RetrySyncMutation, RetrySyncMutationVariables>;
/**
 * Makes the cluster as it is here, for a database that has drifted. A shorter retention deletes data there. Errors: CONFLICT for one that has not drifted; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
 */
export const RestoreOnClusterDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestoreOnCluster($id: ID!, $expectedVersion: Int) {
  restoreOnCluster(id: $id, expectedVersion: $expectedVersion) {
    node {
      id
    }
    sync {
      ...SyncFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<RestoreOnClusterMutation, RestoreOnClusterMutationVariables>;
/**
 * Makes it here as the cluster has it, for a database that has drifted, if the cluster still has what `sync.differences` shows. Errors: CONFLICT for one that has not drifted, or differs otherwise by now; UNSUPPORTED for a setting that databases cannot have here; CLUSTER_UNAVAILABLE; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
 */
export const AcceptFromClusterDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcceptFromCluster($id: ID!, $expectedVersion: Int) {
  acceptFromCluster(id: $id, expectedVersion: $expectedVersion) {
    node {
      id
    }
    sync {
      ...SyncFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}`) as unknown as TypedDocumentString<AcceptFromClusterMutation, AcceptFromClusterMutationVariables>;
/**
 * The tables of a database.
 *
 * One database by its id, active or restorable; null when the account has no such database. Requires DATABASE_READ.
 *
 * What it answers with requires TABLE_READ.
 */
export const TablesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Tables($databaseId: ID!, $filter: TableFilter, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  database(id: $databaseId) {
    ...DatabaseName
    tables(
      filter: $filter
      after: $after
      before: $before
      first: $first
      last: $last
    ) {
      nodes {
        ...TableFields
      }
      pageInfo {
        ...PageInfoFields
      }
      totalCount @include(if: $withTotalCount)
    }
  }
}
    fragment DatabaseName on Database {
  id
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<TablesQuery, TablesQueryVariables>;
/**
 * One table by its id, active or restorable; null when the account has no such table. Requires TABLE_READ.
 *
 * What it answers with requires DATABASE_READ and CLUSTER_READ.
 */
export const TableDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Table($id: ID!) {
  table(id: $id) {
    ...TableFields
    database {
      ...DatabaseName
      status
      viewerMay
      cluster {
        ...ClusterName
      }
    }
  }
}
    fragment ClusterName on Cluster {
  id
  name
}
fragment DatabaseName on Database {
  id
  name
}
fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<TableQuery, TableQueryVariables>;
/**
 * Creates a table in an active database. Errors: CONFLICT when an active table has the name, or the database is deleted or at its table limit; NOT_FOUND for the database, BAD_INPUT. Requires TABLE_CREATE.
 *
 * What it answers with requires TABLE_READ.
 */
export const CreateTableDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateTable($input: CreateTableInput!) {
  createTable(input: $input) {
    table {
      ...TableFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<CreateTableMutation, CreateTableMutationVariables>;
/**
 * Renames an active table. Errors: CONFLICT when the name is taken, or the table or its database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires TABLE_UPDATE.
 *
 * What it answers with requires TABLE_READ.
 */
export const RenameTableDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenameTable($input: RenameInput!) {
  renameTable(input: $input) {
    table {
      ...TableFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<RenameTableMutation, RenameTableMutationVariables>;
/**
 * Deletes a table. It can be undeleted for seven days. Pause writes to it first, because the next write creates a new table of that name. Errors: CONFLICT when the table or its database is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires TABLE_DELETE.
 *
 * What it answers with requires TABLE_READ.
 */
export const DeleteTableDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteTable($input: DeleteInput!) {
  deleteTable(input: $input) {
    table {
      ...TableFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<DeleteTableMutation, DeleteTableMutationVariables>;
/**
 * Restores a deleted table. Errors: CONFLICT when it is active, an active table has its name, or its database is deleted or at its table limit; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION. Requires TABLE_UNDELETE.
 *
 * What it answers with requires TABLE_READ.
 */
export const UndeleteTableDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UndeleteTable($id: ID!, $expectedVersion: Int) {
  undeleteTable(id: $id, expectedVersion: $expectedVersion) {
    table {
      ...TableFields
    }
  }
}
    fragment SyncFields on Sync {
  state
  since
  appliedAt
  attempts
  nextAttemptAt
  lastError {
    ...SyncErrorFields
  }
  differences {
    field
    here
    onCluster
  }
}
fragment SyncErrorFields on SyncError {
  code
  message
  at
}
fragment TableFields on Table {
  id
  name
  status
  partitionTemplate {
    kind
    value
    buckets
  }
  inheritsPartitionTemplate
  createdAt
  deletedAt
  restorableUntil
  version
  sync {
    ...SyncFields
  }
}`) as unknown as TypedDocumentString<UndeleteTableMutation, UndeleteTableMutationVariables>;
/**
 * The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const UsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Users($filter: UserFilter, $orderBy: UserOrder, $after: String, $before: String, $first: Int, $last: Int, $withTotalCount: Boolean! = false) {
  users(
    filter: $filter
    orderBy: $orderBy
    after: $after
    before: $before
    first: $first
    last: $last
  ) {
    nodes {
      ...UserFields
      groups {
        ...GroupName
      }
      memberships {
        ...MembershipTerm
      }
    }
    pageInfo {
      ...PageInfoFields
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment PageInfoFields on PageInfo {
  startCursor
  endCursor
  hasPreviousPage
  hasNextPage
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
/**
 * A user with groups and permissions. The invitation requires INVITATION_READ, even that of the caller.
 *
 * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
 *
 * What it answers with requires GROUP_READ. With `withInvitation`, also INVITATION_READ.
 */
export const UserDocument = /*#__PURE__*/ new TypedDocumentString(`
    query User($id: ID!, $withInvitation: Boolean! = false) {
  user(id: $id) {
    ...UserFields
    permissions
    partialPermissions
    groups {
      ...GroupName
    }
    memberships {
      ...MembershipFields
    }
    invitation @include(if: $withInvitation) {
      ...InvitationFields
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment InvitationFields on Invitation {
  id
  email
  status
  delivery
  sentCount
  attributes {
    key
    value
  }
  createdAt
  expiresAt
  acceptedAt
  revokedAt
  invitedBy {
    ...UserName
  }
  acceptedBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
/**
 * What a person may do, and by which groups: what each grants, until when, and whether it counts now.
 *
 * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
 *
 * What it answers with requires GROUP_READ.
 */
export const UserAccessDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UserAccess($id: ID!) {
  user(id: $id) {
    permissions
    partialPermissions
    memberships {
      ...MembershipTerm
      group {
        ...GroupFields
        grants {
          permissions
          on {
            account
            summary
          }
        }
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment GroupFields on Group {
  ...GroupName
  description
  builtIn
  permissions
  conditionsSummary
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}`) as unknown as TypedDocumentString<UserAccessQuery, UserAccessQueryVariables>;
/**
 * Changes a person’s name, attributes or status. Errors: FORBIDDEN for activating a person whose groups grant a permission that the caller lacks, and for an attribute by which groups give the person more than the caller holds; NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN. Requires USER_UPDATE.
 */
export const UpdateUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      ...UserFields
    }
  }
}
    fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}`) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
/**
 * Replaces the groups of a person, and notifies them by mail. Memberships that stay keep their end and their reason; new ones have none. When the new groups grant more than the old ones, the person’s sessions end and they have to sign in again. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the old groups grant more than the caller holds, or the new ones more or for longer; LAST_ADMIN when the account would have no active Admin; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
 *
 * What it answers with requires GROUP_READ.
 */
export const SetUserGroupsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetUserGroups($input: SetUserGroupsInput!) {
  setUserGroups(input: $input) {
    user {
      ...UserFields
      groups {
        ...GroupName
      }
      memberships {
        ...MembershipFields
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}`) as unknown as TypedDocumentString<SetUserGroupsMutation, SetUserGroupsMutationVariables>;
/**
 * Puts a person into a group, or gives their membership another end and reason; notifies them by mail. When the group grants what their others do not, the person’s sessions end and they have to sign in again. A membership that ends cannot be the only one in Admin. Errors: FORBIDDEN when the group grants more than the caller holds, or for longer; LAST_ADMIN when the account would be left without an active Admin whose membership does not end; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
 *
 * What it answers with requires GROUP_READ.
 */
export const AddMembershipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AddMembership($input: AddMembershipInput!) {
  addMembership(input: $input) {
    user {
      ...UserFields
      groups {
        ...GroupName
      }
      memberships {
        ...MembershipFields
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}`) as unknown as TypedDocumentString<AddMembershipMutation, AddMembershipMutationVariables>;
/**
 * Takes a person out of a group, and notifies them by mail. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the group grants more than the caller holds; LAST_ADMIN; NOT_FOUND, also when the person is not in the group; BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
 *
 * What it answers with requires GROUP_READ.
 */
export const RemoveMembershipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveMembership($input: RemoveMembershipInput!) {
  removeMembership(input: $input) {
    user {
      ...UserFields
      groups {
        ...GroupName
      }
      memberships {
        ...MembershipFields
      }
    }
  }
}
    fragment GroupName on Group {
  id
  key
  name
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}`) as unknown as TypedDocumentString<RemoveMembershipMutation, RemoveMembershipMutationVariables>;
/**
 * Removes a person at once: ends their sessions, and revokes their management tokens and the pending invitations they sent. Database tokens that they created stay accepted. Errors: NOT_FOUND, STALE_VERSION, LAST_ADMIN. Requires USER_REMOVE.
 */
export const RemoveUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveUser($id: ID!, $expectedVersion: Int) {
  removeUser(id: $id, expectedVersion: $expectedVersion) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveUserMutation, RemoveUserMutationVariables>;
/**
 * Changes the caller’s own name. Errors: BAD_INPUT, STALE_VERSION. Requires a signed-in person.
 */
export const UpdateProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      ...UserFields
    }
  }
}
    fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}`) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
/**
 * Removes the caller from the account, with the same effects as `removeUser`: this session ends too, and only a new invitation lets them join again. Errors: BAD_INPUT, STALE_VERSION, LAST_ADMIN. Requires a signed-in person.
 */
export const LeaveAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LeaveAccount($input: LeaveAccountInput!) {
  leaveAccount(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<LeaveAccountMutation, LeaveAccountMutationVariables>;
/**
 * The caller with groups and credential. The account requires ACCOUNT_READ, which a management token may lack.
 *
 * The caller of this request; null when not signed in. Open to all.
 *
 * What it answers with requires GROUP_READ. With `withAccount`, also ACCOUNT_READ.
 */
export const ViewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Viewer($withAccount: Boolean! = false) {
  viewer {
    permissions
    partialPermissions
    account @include(if: $withAccount) {
      ...AccountFields
    }
    user {
      ...UserFields
      groups {
        ...GroupName
      }
      memberships {
        ...MembershipFields
      }
    }
    session {
      ...SessionFields
    }
    managementToken {
      ...ManagementTokenFields
    }
  }
}
    fragment AccountFields on Account {
  id
  name
  createdAt
}
fragment GroupName on Group {
  id
  key
  name
}
fragment ManagementTokenFields on ManagementToken {
  id
  description
  prefix
  status
  permissions
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  createdBy {
    ...UserName
  }
  revokedBy {
    ...UserName
  }
}
fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}
fragment MembershipTerm on Membership {
  group {
    ...GroupName
  }
  until
  counts
}
fragment MembershipFields on Membership {
  ...MembershipTerm
  source
  grantedBy {
    ...UserName
  }
  grantedAt
  reason
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
/**
 * A person whose groups grant neither ACCOUNT_READ nor GROUP_READ.
 *
 * The caller of this request; null when not signed in. Open to all.
 */
export const LimitedViewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LimitedViewer {
  viewer {
    permissions
    partialPermissions
    user {
      ...UserFields
    }
    session {
      ...SessionFields
    }
  }
}
    fragment SessionFields on Session {
  id
  client
  ip
  isCurrent
  createdAt
  lastSeenAt
  expiresAt
  endsAt
}
fragment UserName on User {
  id
  name
  email
}
fragment UserFields on User {
  ...UserName
  pendingEmail
  status
  attributes {
    key
    value
  }
  createdAt
  lastSignInAt
  version
}`) as unknown as TypedDocumentString<LimitedViewerQuery, LimitedViewerQueryVariables>;
/** One method for each operation of the gateway, called as the operation is. */
export interface Client {
  /**
   * Why somebody may do something or not, now or in another environment; on one resource, or on any.
   *
   * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly explainAccess: Method<ExplainAccessQuery, ExplainAccessQueryVariables>;
  /**
   * The active people who have a permission on a resource, or on the whole account, sorted by e-mail address. Conditions of groups are held against `at`; without it, against an environment without an address and a session. Errors: NOT_FOUND, BAD_INPUT. Requires USER_READ.
   */
  readonly whoMay: Method<WhoMayQuery, WhoMayQueryVariables>;
  /**
   * Why the caller may do something or not, to one resource or to any. Which groups are concerned requires GROUP_READ.
   *
   * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
   *
   * With `withGroups`, also GROUP_READ.
   */
  readonly whyNot: Method<WhyNotQuery, WhyNotQueryVariables>;
  /**
   * Some of the people who may see a database, those who may change it first, and how many there are.
   *
   * The active people who have a permission on a resource, or on the whole account, sorted by e-mail address. Conditions of groups are held against `at`; without it, against an environment without an address and a session. Errors: NOT_FOUND, BAD_INPUT. Requires USER_READ.
   */
  readonly whoReaches: Method<WhoReachesQuery, WhoReachesQueryVariables>;
  /**
   * By which groups a person may see a database, change it, and make tokens for it.
   *
   * Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT. One’s own always; otherwise requires USER_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly reachOfUser: Method<ReachOfUserQuery, ReachOfUserQueryVariables>;
  /**
   * The groups of the account with all that they grant, and on what: which of them reach a database is told by that.
   *
   * The groups of the account, sorted by key. Requires GROUP_READ.
   */
  readonly groupGrants: Method<GroupGrantsQuery, GroupGrantsQueryVariables>;
  /**
   * The account of the caller. Requires ACCOUNT_READ.
   */
  readonly account: Method<AccountQuery, AccountQueryVariables>;
  /**
   * Whether anything has changed since. The version requires AUDIT_READ, which those who see the account may lack.
   *
   * The account of the caller. Requires ACCOUNT_READ.
   *
   * What it answers with requires AUDIT_READ.
   */
  readonly accountVersion: Method<AccountVersionQuery, AccountVersionQueryVariables>;
  /**
   * The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
   */
  readonly auditEvents: Method<AuditEventsQuery, AuditEventsQueryVariables>;
  /**
   * Events with what a sentence about them tells, for a reader.
   *
   * The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
   */
  readonly auditLog: Method<AuditLogQuery, AuditLogQueryVariables>;
  /**
   * How many events lie between each two times.
   *
   * How many events of the account lie between each two `times`, of which there are 2 to 93, in ascending order: one count fewer, zeros included. Requires AUDIT_READ.
   */
  readonly auditEventCounts: Method<AuditEventCountsQuery, AuditEventCountsQueryVariables>;
  /**
   * Verifies the hash chain of the account, from its first event to its signed head. Requires AUDIT_READ.
   */
  readonly verifyAuditLog: Method<VerifyAuditLogQuery, VerifyAuditLogQueryVariables>;
  /**
   * The end of the audit log of the account, signed. Requires AUDIT_READ.
   */
  readonly auditHead: Method<AuditHeadQuery, AuditHeadQueryVariables>;
  /**
   * The public keys that verify the signed heads of audit logs, oldest first; those of retired master keys are kept for ever. Requires AUDIT_READ.
   */
  readonly auditKeys: Method<AuditKeysQuery, AuditKeysQueryVariables>;
  /**
   * People and management tokens by a part of their names, to choose whose events are shown.
   *
   * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
   * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
   *
   * With `withUsers`, also USER_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
   */
  readonly auditActors: Method<AuditActorsQuery, AuditActorsQueryVariables>;
  /**
   * The clusters of the account, sorted by name. Requires CLUSTER_READ.
   */
  readonly clusters: Method<ClustersQuery, ClustersQueryVariables>;
  /**
   * The names of clusters, to find one by its name, or to choose from.
   *
   * The clusters of the account, sorted by name. Requires CLUSTER_READ.
   */
  readonly clusterNames: Method<ClusterNamesQuery, ClusterNamesQueryVariables>;
  /**
   * A caller without AUDIT_READ leaves out where the cluster is managed.
   *
   * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
   *
   * With `withManagement`, also AUDIT_READ.
   */
  readonly cluster: Method<ClusterQuery, ClusterQueryVariables>;
  /**
   * The configuration of a proxy before a cluster, as a text to save.
   *
   * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
   */
  readonly proxyConfiguration: Method<ProxyConfigurationQuery, ProxyConfigurationQueryVariables>;
  /**
   * A caller without CLUSTER_READ leaves out when the cluster last had a token checked.
   *
   * The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
   *
   * What it answers with requires DATABASE_READ and CLUSTER_READ.
   */
  readonly databaseTokens: Method<DatabaseTokensQuery, DatabaseTokensQueryVariables>;
  /**
   * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
   *
   * What it answers with requires DATABASE_READ and CLUSTER_READ.
   */
  readonly databaseToken: Method<DatabaseTokenQuery, DatabaseTokenQueryVariables>;
  /**
   * All about one token, for a page of its own. The tokens before and after it are told two steps far, and whether there are others beyond.
   *
   * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
   *
   * What it answers with requires DATABASE_READ and CLUSTER_READ.
   */
  readonly databaseTokenPage: Method<DatabaseTokenPageQuery, DatabaseTokenPageQueryVariables>;
  /**
   * What the examples of its use depend on. A caller without CLUSTER_READ leaves out the kind of the cluster.
   *
   * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
   *
   * What it answers with requires DATABASE_READ and CLUSTER_READ.
   */
  readonly databaseTokenUse: Method<DatabaseTokenUseQuery, DatabaseTokenUseQueryVariables>;
  /**
   * How often a token was used, day by day; null where no proxy of its cluster tells.
   *
   * One database token by its id, whatever its status; null when the account has no such token. Requires DATABASE_TOKEN_READ.
   */
  readonly usageOfDatabaseToken: Method<UsageOfDatabaseTokenQuery, UsageOfDatabaseTokenQueryVariables>;
  /**
   * The same for all tokens that the caller may see, or for those of a cluster.
   *
   * How often the database tokens that the caller may see were used together on each of the last days, whatever their status now; the newest day last, days without any request left out. Null where no proxy of these clusters has had a request checked, and when the account has no such cluster. Errors: BAD_INPUT. Requires DATABASE_TOKEN_READ.
   */
  readonly databaseTokenUsage: Method<DatabaseTokenUsageQuery, DatabaseTokenUsageQueryVariables>;
  /**
   * Creates a database token. Its `secret` is shown only in this payload. On InfluxDB Cloud Dedicated and Clustered, the cluster makes the secret, and may take up to a few minutes to accept it. Errors: NOT_FOUND for a cluster that does not exist and for a database that is not active on it; CONFLICT when the account is at its limit of tokens, and when the cluster refuses to make it; CLUSTER_UNAVAILABLE when the cluster does not answer as it should, after which there is no token; BAD_INPUT. Requires DATABASE_TOKEN_CREATE.
   *
   * What it answers with requires DATABASE_TOKEN_READ, DATABASE_READ, and CLUSTER_READ.
   */
  readonly createDatabaseToken: MutationMethod<CreateDatabaseTokenMutation, CreateDatabaseTokenMutationVariables>;
  /**
   * For a management token that may create but not read: one refused field would cost it the whole answer, secret included.
   *
   * Creates a database token. Its `secret` is shown only in this payload. On InfluxDB Cloud Dedicated and Clustered, the cluster makes the secret, and may take up to a few minutes to accept it. Errors: NOT_FOUND for a cluster that does not exist and for a database that is not active on it; CONFLICT when the account is at its limit of tokens, and when the cluster refuses to make it; CLUSTER_UNAVAILABLE when the cluster does not answer as it should, after which there is no token; BAD_INPUT. Requires DATABASE_TOKEN_CREATE.
   */
  readonly createDatabaseTokenSecret: MutationMethod<CreateDatabaseTokenSecretMutation, CreateDatabaseTokenSecretMutationVariables>;
  /**
   * Changes a token’s description or permissions; given permissions replace the old ones. Errors: CONFLICT for a token that is revoked or has expired; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE.
   *
   * What it answers with requires DATABASE_TOKEN_READ and DATABASE_READ.
   */
  readonly updateDatabaseToken: MutationMethod<UpdateDatabaseTokenMutation, UpdateDatabaseTokenMutationVariables>;
  /**
   * Creates a successor with the same cluster, description and permissions, and answers with it and its secret. The old token is accepted for `overlap` longer, as REPLACED. Errors: CONFLICT for a token that is revoked or has expired; for one that has a successor already, whose id is `extensions.successorId`; and while an earlier token of the same series of rotations is accepted, unless the overlap is 0s, because no more than two tokens of a series are accepted at once; CLUSTER_UNAVAILABLE as for `createDatabaseToken`, after which the old token is as it was; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE.
   *
   * What it answers with requires DATABASE_TOKEN_READ, DATABASE_READ, and CLUSTER_READ.
   */
  readonly rotateDatabaseToken: MutationMethod<RotateDatabaseTokenMutation, RotateDatabaseTokenMutationVariables>;
  /**
   * For a management token that may rotate but not read: one refused field would cost it the whole answer, secret included.
   *
   * Creates a successor with the same cluster, description and permissions, and answers with it and its secret. The old token is accepted for `overlap` longer, as REPLACED. Errors: CONFLICT for a token that is revoked or has expired; for one that has a successor already, whose id is `extensions.successorId`; and while an earlier token of the same series of rotations is accepted, unless the overlap is 0s, because no more than two tokens of a series are accepted at once; CLUSTER_UNAVAILABLE as for `createDatabaseToken`, after which the old token is as it was; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE.
   */
  readonly rotateDatabaseTokenSecret: MutationMethod<RotateDatabaseTokenSecretMutation, RotateDatabaseTokenSecretMutationVariables>;
  /**
   * Revokes a token at once and for good; revoking it again changes nothing. Errors: NOT_FOUND, STALE_VERSION. Requires DATABASE_TOKEN_REVOKE.
   *
   * What it answers with requires DATABASE_TOKEN_READ and DATABASE_READ.
   */
  readonly revokeDatabaseToken: MutationMethod<RevokeDatabaseTokenMutation, RevokeDatabaseTokenMutationVariables>;
  /**
   * The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
   *
   * What it answers with requires CLUSTER_READ.
   */
  readonly databases: Method<DatabasesQuery, DatabasesQueryVariables>;
  /**
   * The names of databases, to find one by its name, or to choose from.
   *
   * The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
   *
   * What it answers with requires CLUSTER_READ.
   */
  readonly databaseNames: Method<DatabaseNamesQuery, DatabaseNamesQueryVariables>;
  /**
   * One database by its id, active or restorable; null when the account has no such database. Requires DATABASE_READ.
   *
   * What it answers with requires CLUSTER_READ.
   */
  readonly database: Method<DatabaseQuery, DatabaseQueryVariables>;
  /**
   * Creates a database, which can be used at once. Errors: CONFLICT when an active database of the cluster has the name, or the account is at its limit of databases; NOT_FOUND for the cluster, BAD_INPUT. Requires DATABASE_CREATE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly createDatabase: MutationMethod<CreateDatabaseMutation, CreateDatabaseMutationVariables>;
  /**
   * Changes retention and limits of an active database; absent fields stay as they are. Errors: CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly updateDatabase: MutationMethod<UpdateDatabaseMutation, UpdateDatabaseMutationVariables>;
  /**
   * Renames an active database. Its tokens keep working, because they are bound to its id. Errors: FORBIDDEN also where the name would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when the name is taken, or the database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly renameDatabase: MutationMethod<RenameDatabaseMutation, RenameDatabaseMutationVariables>;
  /**
   * Replaces the labels of an active database. Errors: FORBIDDEN also where the labels would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_UPDATE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly setDatabaseLabels: MutationMethod<SetDatabaseLabelsMutation, SetDatabaseLabelsMutationVariables>;
  /**
   * Deletes a database with its tables. It can be undeleted for seven days. Its name can be used again at once; wait 2 to 3 minutes before writing to a new database of that name. Errors: CONFLICT when it is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_DELETE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly deleteDatabase: MutationMethod<DeleteDatabaseMutation, DeleteDatabaseMutationVariables>;
  /**
   * Restores a deleted database with its id, settings, tables and tokens. Errors: CONFLICT when it is active, an active database has its name, or the account is at its limit of databases; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION. Requires DATABASE_UNDELETE.
   *
   * What it answers with requires DATABASE_READ.
   */
  readonly undeleteDatabase: MutationMethod<UndeleteDatabaseMutation, UndeleteDatabaseMutationVariables>;
  /**
   * Removes a deleted database for good, with its data and tables, before its seven days are over; also from the cluster behind, as soon as that is reached. Errors: CONFLICT when it is active; UNSUPPORTED where the cluster itself keeps deleted databases; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires DATABASE_PURGE.
   */
  readonly purgeDatabase: MutationMethod<PurgeDatabaseMutation, PurgeDatabaseMutationVariables>;
  /**
   * Starts a change of a person’s e-mail address: mails a confirmation link to the new address, which works once and for 24 hours, and a notice to the present one. An earlier link stops working. Changing the caller’s own address needs `currentPassword`; changing another person’s needs every permission that this person has, or else is FORBIDDEN. Errors: NOT_FOUND, BAD_INPUT, CONFLICT, STALE_VERSION, INVALID_CREDENTIALS, RATE_LIMITED. One’s own always; otherwise requires USER_UPDATE.
   */
  readonly changeEmail: MutationMethod<ChangeEmailMutation, ChangeEmailMutationVariables>;
  /**
   * Completes a change of e-mail address with the secret of the mailed link, and mails a notice to the former address. Sessions continue; password reset links, and invitations to the new address, stop working. Errors: NOT_FOUND for a link that is not valid or has expired; CONFLICT when another person of the account has the address now. Open to all.
   */
  readonly confirmEmail: MutationMethod<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
  /**
   * The groups of the account, sorted by key. Requires GROUP_READ.
   */
  readonly groups: Method<GroupsQuery, GroupsQueryVariables>;
  /**
   * One group by its id; null when the account has no such group. Requires GROUP_READ.
   */
  readonly group: Method<GroupQuery, GroupQueryVariables>;
  /**
   * Creates a custom group, without members. Errors: FORBIDDEN when it would grant more than the caller holds; CONFLICT when a group of the account has the key, or the account has 100 custom groups; NOT_FOUND for a cluster or database that a selector names; BAD_INPUT. Requires GROUP_CREATE.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly createGroup: MutationMethod<CreateGroupMutation, CreateGroupMutationVariables>;
  /**
   * Changes a custom group. Members who would hold more by it are signed out; the pending invitations sent by those who hold less are revoked. Errors: FORBIDDEN when it grants more than the caller holds, before or after; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION. Requires GROUP_UPDATE.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly updateGroup: MutationMethod<UpdateGroupMutation, UpdateGroupMutationVariables>;
  /**
   * Deletes a custom group: its members no longer hold what it grants, and the pending invitations that they sent are revoked. Errors: CONFLICT while it is somebody’s only group, or a group of a pending invitation; FORBIDDEN when it grants more than the caller holds; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION. Requires GROUP_DELETE.
   */
  readonly deleteGroup: MutationMethod<DeleteGroupMutation, DeleteGroupMutationVariables>;
  /**
   * How many members each group has. Requires USER_READ.
   *
   * The groups of the account, sorted by key. Requires GROUP_READ.
   *
   * What it answers with requires USER_READ.
   */
  readonly groupSizes: Method<GroupSizesQuery, GroupSizesQueryVariables>;
  /**
   * The members of a group.
   *
   * One group by its id; null when the account has no such group. Requires GROUP_READ.
   *
   * What it answers with requires USER_READ.
   */
  readonly groupMembers: Method<GroupMembersQuery, GroupMembersQueryVariables>;
  /**
   * What lies on a cluster and is not managed here. Asks the cluster.
   *
   * One cluster by its id; null when the account has no such cluster. Requires CLUSTER_READ.
   *
   * What it answers with requires CLUSTER_IMPORT.
   */
  readonly unmanaged: Method<UnmanagedQuery, UnmanagedQueryVariables>;
  /**
   * Takes over databases and credentials of a cluster as they are; nothing changes there. Each row succeeds or fails by itself, with CONFLICT for what is managed already and for an account at its limit, UNSUPPORTED for what cannot be taken over, and NOT_FOUND. Errors: CLUSTER_UNAVAILABLE; CONFLICT when the cluster was connected anew meanwhile; NOT_FOUND, BAD_INPUT. Requires CLUSTER_IMPORT.
   *
   * What it answers with requires DATABASE_READ and DATABASE_TOKEN_READ.
   */
  readonly importFromCluster: MutationMethod<ImportFromClusterMutation, ImportFromClusterMutationVariables>;
  /**
   * The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly invitations: Method<InvitationsQuery, InvitationsQueryVariables>;
  /**
   * One invitation by its id; null when the account has no such invitation. Requires INVITATION_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly invitation: Method<InvitationQuery, InvitationQueryVariables>;
  /**
   * The invitation of a link, as its holder sees it before accepting; null for an unknown secret. Open to all.
   */
  readonly invitationPreview: Method<InvitationPreviewQuery, InvitationPreviewQueryVariables>;
  /**
   * Invites 1 to 100 people by mail. Each row succeeds or fails by itself, with its error in `results`: BAD_INPUT, NOT_FOUND for a group, CONFLICT for an address that belongs to the account or has a pending invitation, FORBIDDEN for a group that grants a permission that the caller lacks, RATE_LIMITED. Requires INVITATION_CREATE.
   *
   * What it answers with requires INVITATION_READ.
   */
  readonly inviteUsers: MutationMethod<InviteUsersMutation, InviteUsersMutationVariables>;
  /**
   * Sends a pending or expired invitation again, with a new secret and the same lifetime from now on; earlier links stop working. Errors: CONFLICT when it is accepted or revoked, or its address belongs to the account or has another pending invitation; FORBIDDEN for a group that grants a permission that the caller lacks; NOT_FOUND, RATE_LIMITED. Requires INVITATION_CREATE.
   *
   * What it answers with requires INVITATION_READ.
   */
  readonly resendInvitation: MutationMethod<ResendInvitationMutation, ResendInvitationMutationVariables>;
  /**
   * Revokes a pending invitation; its links stop working. Errors: NOT_FOUND, INVITATION_ACCEPTED, INVITATION_EXPIRED, INVITATION_REVOKED. Requires INVITATION_REVOKE.
   *
   * What it answers with requires INVITATION_READ.
   */
  readonly revokeInvitation: MutationMethod<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
  /**
   * Accepts an invitation, which works once: creates the person with the groups and attributes of the invitation, and signs them in. Errors: NOT_FOUND, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, CONFLICT when the address belongs to the account already, BAD_INPUT. Open to all.
   */
  readonly acceptInvitation: MutationMethod<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
  /**
   * The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
   */
  readonly managementTokens: Method<ManagementTokensQuery, ManagementTokensQueryVariables>;
  /**
   * One management token by its id, whatever its status; null when the account has no such token. Requires MANAGEMENT_TOKEN_READ.
   */
  readonly managementToken: Method<ManagementTokenQuery, ManagementTokenQueryVariables>;
  /**
   * Creates a management token with some of the caller’s own permissions. Only a signed-in person can, never a management token. Its `secret` is shown only in this payload. Errors: FORBIDDEN for a permission that the caller lacks; CONFLICT when the account is at its limit of tokens; BAD_INPUT. Requires MANAGEMENT_TOKEN_CREATE.
   */
  readonly createManagementToken: MutationMethod<CreateManagementTokenMutation, CreateManagementTokenMutationVariables>;
  /**
   * Revokes a token at once and for good, and the pending invitations that it sent; revoking it again changes nothing. Errors: NOT_FOUND. Requires MANAGEMENT_TOKEN_REVOKE.
   */
  readonly revokeManagementToken: MutationMethod<RevokeManagementTokenMutation, RevokeManagementTokenMutationVariables>;
  /**
   * Any object by its id; null when it does not exist or is not visible to the caller. Requires a session or a management token.
   */
  readonly node: Method<NodeQuery, NodeQueryVariables>;
  /**
   * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
   */
  readonly nodes: Method<NodesQuery, NodesQueryVariables>;
  /**
   * An overview of the account. A caller without ACCOUNT_READ, CLUSTER_READ, DATABASE_TOKEN_READ, MANAGEMENT_TOKEN_READ or AUDIT_READ leaves out the parts that require it. Counts are operations of their own, as counting everything exceeds the cost of one operation.
   *
   * - `account`: The account of the caller. Requires ACCOUNT_READ.
   * - `clusters`: The clusters of the account, sorted by name. Requires CLUSTER_READ.
   * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
   * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
   * - `auditEvents`: The audit log of the account, newest first unless `orderBy` says otherwise. Requires AUDIT_READ.
   *
   * With `withAccount`, also ACCOUNT_READ. With `withClusters`, also CLUSTER_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ and DATABASE_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ. With `withAuditEvents`, also AUDIT_READ.
   */
  readonly overview: Method<OverviewQuery, OverviewQueryVariables>;
  /**
   * The numbers of databases and tokens. A caller without the permission to read one of them leaves it out.
   *
   * - `databases`: The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
   * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
   * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
   *
   * With `withDatabases`, also DATABASE_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
   */
  readonly resourceCounts: Method<ResourceCountsQuery, ResourceCountsQueryVariables>;
  /**
   * The numbers of users and pending invitations. A caller without USER_READ or INVITATION_READ leaves out its part.
   *
   * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
   * - `invitations`: The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
   *
   * With `withUsers`, also USER_READ. With `withInvitations`, also INVITATION_READ.
   */
  readonly peopleCounts: Method<PeopleCountsQuery, PeopleCountsQueryVariables>;
  /**
   * What a new account may lack besides that: a second Admin, mail that arrives, and a program that uses a token. A caller without USER_READ, INVITATION_READ or DATABASE_TOKEN_READ leaves out its part.
   *
   * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
   * - `invitations`: The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise. Requires INVITATION_READ.
   * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
   *
   * With `withUsers`, also USER_READ. With `withInvitations`, also INVITATION_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ.
   */
  readonly firstRun: Method<FirstRunQuery, FirstRunQueryVariables>;
  /**
   * Mails a link for setting a new password, which works once and for 10 minutes; earlier links keep working until one is used. After three mails within a day, one is sent every 50 minutes, with a link that works for an hour, so that the mailbox is not flooded and always holds a working link. A person who is invited and has not joined gets the invitation again instead. The answer is the same whether or not the address is known, and whether or not a mail is sent. Errors: RATE_LIMITED. Open to all.
   */
  readonly requestPasswordReset: MutationMethod<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
  /**
   * Sets a new password with the secret of a reset link, ends all sessions of the person, and signs them in. Errors: NOT_FOUND for a link that is not valid or has expired, BAD_INPUT for the password. Open to all.
   */
  readonly resetPassword: MutationMethod<ResetPasswordMutation, ResetPasswordMutationVariables>;
  /**
   * Changes the caller’s password and ends their other sessions. Errors: INVALID_CREDENTIALS when the current password is wrong, BAD_INPUT for the new one, RATE_LIMITED. Requires a signed-in person.
   */
  readonly changePassword: MutationMethod<ChangePasswordMutation, ChangePasswordMutationVariables>;
  /**
   * A few of everything whose name or description holds a text. A caller without the permission to read one of them leaves it out.
   *
   * - `users`: The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
   * - `databases`: The databases of the account, or of one of its clusters; null when the account has no such cluster. Requires DATABASE_READ.
   * - `databaseTokens`: The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster. Requires DATABASE_TOKEN_READ.
   * - `managementTokens`: The management tokens of the account, newest first unless `orderBy` says otherwise. Requires MANAGEMENT_TOKEN_READ.
   *
   * With `withUsers`, also USER_READ. With `withDatabases`, also DATABASE_READ and CLUSTER_READ. With `withDatabaseTokens`, also DATABASE_TOKEN_READ. With `withManagementTokens`, also MANAGEMENT_TOKEN_READ.
   */
  readonly search: Method<SearchQuery, SearchQueryVariables>;
  /**
   * The sessions of the caller; a management token has none.
   *
   * The caller of this request; null when not signed in. Open to all.
   */
  readonly sessions: Method<SessionsQuery, SessionsQueryVariables>;
  /**
   * The sessions of a user.
   *
   * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
   */
  readonly userSessions: Method<UserSessionsQuery, UserSessionsQueryVariables>;
  /**
   * Signs in with e-mail address and password. Errors: INVALID_CREDENTIALS for a wrong account, an unknown address and a wrong password alike, in the same time; BAD_INPUT for `accountId` when the password opens several accounts; RATE_LIMITED after several failures. Failures of other clients do not limit a person on a device or in a network where they have signed in before. Open to all.
   */
  readonly signIn: MutationMethod<SignInMutation, SignInMutationVariables>;
  /**
   * Ends the session of this request. Requires a signed-in person.
   */
  readonly signOut: MutationMethod<SignOutMutation, SignOutMutationVariables>;
  /**
   * Ends a session at once. Errors: NOT_FOUND. One’s own always; otherwise requires SESSION_REVOKE.
   */
  readonly revokeSession: MutationMethod<RevokeSessionMutation, RevokeSessionMutationVariables>;
  /**
   * Where databases, tables and tokens stand between the gateway and their clusters.
   *
   * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
   */
  readonly syncStates: Method<SyncStatesQuery, SyncStatesQueryVariables>;
  /**
   * The clusters of databases, tables and tokens, for those who may read clusters.
   *
   * Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller. Requires a session or a management token.
   *
   * What it answers with requires CLUSTER_READ and DATABASE_READ.
   */
  readonly clustersOf: Method<ClustersOfQuery, ClustersOfQueryVariables>;
  /**
   * Brings a database, a table or a database token to its cluster now, if that does not have it yet; a database that is gone from the cluster is created there anew, empty. Errors: CONFLICT for one that has drifted; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
   */
  readonly retrySync: MutationMethod<RetrySyncMutation, RetrySyncMutationVariables>;
  /**
   * Makes the cluster as it is here, for a database that has drifted. A shorter retention deletes data there. Errors: CONFLICT for one that has not drifted; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
   */
  readonly restoreOnCluster: MutationMethod<RestoreOnClusterMutation, RestoreOnClusterMutationVariables>;
  /**
   * Makes it here as the cluster has it, for a database that has drifted, if the cluster still has what `sync.differences` shows. Errors: CONFLICT for one that has not drifted, or differs otherwise by now; UNSUPPORTED for a setting that databases cannot have here; CLUSTER_UNAVAILABLE; NOT_FOUND, STALE_VERSION. Requires DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE, by what the object is.
   */
  readonly acceptFromCluster: MutationMethod<AcceptFromClusterMutation, AcceptFromClusterMutationVariables>;
  /**
   * The tables of a database.
   *
   * One database by its id, active or restorable; null when the account has no such database. Requires DATABASE_READ.
   *
   * What it answers with requires TABLE_READ.
   */
  readonly tables: Method<TablesQuery, TablesQueryVariables>;
  /**
   * One table by its id, active or restorable; null when the account has no such table. Requires TABLE_READ.
   *
   * What it answers with requires DATABASE_READ and CLUSTER_READ.
   */
  readonly table: Method<TableQuery, TableQueryVariables>;
  /**
   * Creates a table in an active database. Errors: CONFLICT when an active table has the name, or the database is deleted or at its table limit; NOT_FOUND for the database, BAD_INPUT. Requires TABLE_CREATE.
   *
   * What it answers with requires TABLE_READ.
   */
  readonly createTable: MutationMethod<CreateTableMutation, CreateTableMutationVariables>;
  /**
   * Renames an active table. Errors: CONFLICT when the name is taken, or the table or its database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires TABLE_UPDATE.
   *
   * What it answers with requires TABLE_READ.
   */
  readonly renameTable: MutationMethod<RenameTableMutation, RenameTableMutationVariables>;
  /**
   * Deletes a table. It can be undeleted for seven days. Pause writes to it first, because the next write creates a new table of that name. Errors: CONFLICT when the table or its database is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires TABLE_DELETE.
   *
   * What it answers with requires TABLE_READ.
   */
  readonly deleteTable: MutationMethod<DeleteTableMutation, DeleteTableMutationVariables>;
  /**
   * Restores a deleted table. Errors: CONFLICT when it is active, an active table has its name, or its database is deleted or at its table limit; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION. Requires TABLE_UNDELETE.
   *
   * What it answers with requires TABLE_READ.
   */
  readonly undeleteTable: MutationMethod<UndeleteTableMutation, UndeleteTableMutationVariables>;
  /**
   * The people of the account, sorted by e-mail address unless `orderBy` says otherwise. Requires USER_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly users: Method<UsersQuery, UsersQueryVariables>;
  /**
   * A user with groups and permissions. The invitation requires INVITATION_READ, even that of the caller.
   *
   * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
   *
   * What it answers with requires GROUP_READ. With `withInvitation`, also INVITATION_READ.
   */
  readonly user: Method<UserQuery, UserQueryVariables>;
  /**
   * What a person may do, and by which groups: what each grants, until when, and whether it counts now.
   *
   * One person by their id; null when the account has no such person, or they were removed. One’s own always; otherwise requires USER_READ.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly userAccess: Method<UserAccessQuery, UserAccessQueryVariables>;
  /**
   * Changes a person’s name, attributes or status. Errors: FORBIDDEN for activating a person whose groups grant a permission that the caller lacks, and for an attribute by which groups give the person more than the caller holds; NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN. Requires USER_UPDATE.
   */
  readonly updateUser: MutationMethod<UpdateUserMutation, UpdateUserMutationVariables>;
  /**
   * Replaces the groups of a person, and notifies them by mail. Memberships that stay keep their end and their reason; new ones have none. When the new groups grant more than the old ones, the person’s sessions end and they have to sign in again. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the old groups grant more than the caller holds, or the new ones more or for longer; LAST_ADMIN when the account would have no active Admin; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly setUserGroups: MutationMethod<SetUserGroupsMutation, SetUserGroupsMutationVariables>;
  /**
   * Puts a person into a group, or gives their membership another end and reason; notifies them by mail. When the group grants what their others do not, the person’s sessions end and they have to sign in again. A membership that ends cannot be the only one in Admin. Errors: FORBIDDEN when the group grants more than the caller holds, or for longer; LAST_ADMIN when the account would be left without an active Admin whose membership does not end; NOT_FOUND, BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly addMembership: MutationMethod<AddMembershipMutation, AddMembershipMutationVariables>;
  /**
   * Takes a person out of a group, and notifies them by mail. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the group grants more than the caller holds; LAST_ADMIN; NOT_FOUND, also when the person is not in the group; BAD_INPUT, STALE_VERSION. Requires GROUP_ASSIGN.
   *
   * What it answers with requires GROUP_READ.
   */
  readonly removeMembership: MutationMethod<RemoveMembershipMutation, RemoveMembershipMutationVariables>;
  /**
   * Removes a person at once: ends their sessions, and revokes their management tokens and the pending invitations they sent. Database tokens that they created stay accepted. Errors: NOT_FOUND, STALE_VERSION, LAST_ADMIN. Requires USER_REMOVE.
   */
  readonly removeUser: MutationMethod<RemoveUserMutation, RemoveUserMutationVariables>;
  /**
   * Changes the caller’s own name. Errors: BAD_INPUT, STALE_VERSION. Requires a signed-in person.
   */
  readonly updateProfile: MutationMethod<UpdateProfileMutation, UpdateProfileMutationVariables>;
  /**
   * Removes the caller from the account, with the same effects as `removeUser`: this session ends too, and only a new invitation lets them join again. Errors: BAD_INPUT, STALE_VERSION, LAST_ADMIN. Requires a signed-in person.
   */
  readonly leaveAccount: MutationMethod<LeaveAccountMutation, LeaveAccountMutationVariables>;
  /**
   * The caller with groups and credential. The account requires ACCOUNT_READ, which a management token may lack.
   *
   * The caller of this request; null when not signed in. Open to all.
   *
   * What it answers with requires GROUP_READ. With `withAccount`, also ACCOUNT_READ.
   */
  readonly viewer: Method<ViewerQuery, ViewerQueryVariables>;
  /**
   * A person whose groups grant neither ACCOUNT_READ nor GROUP_READ.
   *
   * The caller of this request; null when not signed in. Open to all.
   */
  readonly limitedViewer: Method<LimitedViewerQuery, LimitedViewerQueryVariables>;
}
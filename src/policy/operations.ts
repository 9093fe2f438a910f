import type { Permission } from './permissions.ts'
import type { Resource } from './selectors.ts'

/** Open to all, signed in or not. */
export const anyone = { special: 'anyone' } as const
/** Any person or management token. */
export const signedIn = { special: 'signedIn' } as const
/** A person with a session; never a management token. */
export const person = { special: 'person' } as const
/**
 * Callers' own objects are always allowed, others' need the permission. `id` names the argument (of a root field) or
 * the property (of an object) that holds the id of the owner, a person or a token. Without it, a root field lets every
 * signed-in caller through, and the transaction decides once it knows the owner.
 */
export const own = (permission: Permission, id?: string) => ({ special: 'own', permission, id }) as const
/** Every one of these permissions. */
export const all = (...permissions: readonly Permission[]) => ({ special: 'all', permissions }) as const

/** At least one of these permissions: the transaction decides which of them the object at hand needs. */
export const some = (...permissions: readonly Permission[]) => ({ special: 'some', permissions }) as const

export type Requirement =
  | Permission
  | typeof anyone
  | typeof signedIn
  | typeof person
  | ReturnType<typeof own>
  | ReturnType<typeof all>
  | ReturnType<typeof some>

/** The permissions that a requirement names. */
export function permissionsIn(requirement: Requirement): readonly Permission[] {
  if (typeof requirement === 'string') return [requirement]
  if (requirement.special === 'own') return [requirement.permission]
  return 'permissions' in requirement ? requirement.permissions : []
}

/** The requirement for reading an object, and the fields that require something else. */
export interface TypeRequirement {
  readonly every: Requirement
  readonly fields: Readonly<Record<string, Requirement>>
  /** What an object stands for, of a type that callers may meet without holding the permission on it. */
  readonly resourceOf?: (object: unknown) => Resource
}

/** What a cluster is called and where it is; what a caller may read of it beyond that is decided cluster by cluster. */
const clusterName = some('CLUSTER_READ', 'DATABASE_READ', 'DATABASE_TOKEN_READ')

const object = (
  every: Requirement,
  fields: Readonly<Record<string, Requirement>> = {},
  resourceOf?: TypeRequirement['resourceOf'],
): TypeRequirement => ({ every, fields, ...(resourceOf && { resourceOf }) })

/**
 * A connection or an edge, with the requirement of its nodes: `totalCount` must not count what the caller may not read.
 */
const page = object

/**
 * Allowed at most once in an operation, because it costs a password hash or a mail, reads the whole audit log, or lists
 * all that a cluster has.
 */
const ONCE = 'once'
/** Answers with a new secret, and so is allowed at most once in an operation. */
const MINTS = 'mints'
/** Takes rights away: slots are reserved for it while the gateway is overloaded. */
const TAKES = 'takes'

/** A query of the schema: its requirement, and whether an operation may contain it only once. */
export interface QueryRow {
  readonly requires: Requirement
  readonly isOnceOnly: boolean
}

/** A mutation of the schema; `action` is its name in the audit log. */
export interface MutationRow<Action extends string = string> extends QueryRow {
  readonly action: Action
  readonly takesRightsAway: boolean
  readonly mintsSecret: boolean
}

const query = (requires: Requirement, traits: readonly (typeof ONCE)[] = []): QueryRow => ({
  requires,
  isOnceOnly: traits.includes(ONCE),
})

const mutation = <const Action extends string>(
  requires: Requirement,
  action: Action,
  traits: readonly (typeof ONCE | typeof TAKES | typeof MINTS)[] = [],
): MutationRow<Action> => ({
  requires,
  isOnceOnly: traits.includes(ONCE) || traits.includes(MINTS),
  action,
  takesRightsAway: traits.includes(TAKES),
  mintsSecret: traits.includes(MINTS),
})

/** What changing an object requires that a cluster may have to know of, by the kind in its id. */
export const changePermissions = {
  database: 'DATABASE_UPDATE',
  table: 'TABLE_UPDATE',
  database_token: 'DATABASE_TOKEN_UPDATE',
} as const satisfies Readonly<Record<string, Permission>>

const someChange = some(...Object.values(changePermissions))

/** A rotation creates a secret and shortens the life of the old token, so it needs both permissions. */
const rotation = all('DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_CREATE')

// biome-ignore format: a grid
export const operations = {
  Query: {
    viewer:                query(anyone),
    node:                  query(signedIn),
    nodes:                 query(signedIn),
    account:               query('ACCOUNT_READ'),
    cluster:               query('CLUSTER_READ'),
    clusters:              query('CLUSTER_READ'),
    user:                  query(own('USER_READ', 'id')),
    users:                 query('USER_READ'),
    group:                 query('GROUP_READ'),
    groups:                query('GROUP_READ'),
    invitation:            query('INVITATION_READ'),
    invitations:           query('INVITATION_READ'),
    invitationPreview:     query(anyone),
    database:              query('DATABASE_READ'),
    databases:             query('DATABASE_READ'),
    table:                 query('TABLE_READ'),
    databaseToken:         query('DATABASE_TOKEN_READ'),
    databaseTokens:        query('DATABASE_TOKEN_READ'),
    databaseTokenUsage:    query('DATABASE_TOKEN_READ'),
    managementToken:       query('MANAGEMENT_TOKEN_READ'),
    managementTokens:      query('MANAGEMENT_TOKEN_READ'),
    auditEvents:           query('AUDIT_READ'),
    auditEventCounts:      query('AUDIT_READ'),
    verifyAuditLog:        query('AUDIT_READ', [ONCE]),
    auditHead:             query('AUDIT_READ'),
    auditKeys:             query('AUDIT_READ'),
    explainAccess:         query(own('USER_READ', 'userId')),
    whoMay:                query('USER_READ'),
  },

  Mutation: {
    signIn:                mutation(anyone,                     'session.sign_in',            [      MINTS       ]),
    signOut:               mutation(person,                     'session.sign_out',           [             TAKES]),
    requestPasswordReset:  mutation(anyone,                     'password.request_reset',     [ONCE              ]),
    resetPassword:         mutation(anyone,                     'password.reset',             [      MINTS       ]),
    changePassword:        mutation(person,                     'password.change',            [ONCE              ]),
    updateProfile:         mutation(person,                     'user.update_profile'),
    changeEmail:           mutation(own('USER_UPDATE'),         'user.request_email_change',  [      MINTS       ]),
    confirmEmail:          mutation(anyone,                     'user.change_email',          [ONCE              ]),
    leaveAccount:          mutation(person,                     'user.leave',                 [             TAKES]),
    revokeSession:         mutation(own('SESSION_REVOKE'),      'session.revoke',             [             TAKES]),

    inviteUsers:           mutation('INVITATION_CREATE',        'invitation.create',          [      MINTS       ]),
    resendInvitation:      mutation('INVITATION_CREATE',        'invitation.resend',          [      MINTS       ]),
    revokeInvitation:      mutation('INVITATION_REVOKE',        'invitation.revoke',          [             TAKES]),
    acceptInvitation:      mutation(anyone,                     'invitation.accept',          [      MINTS       ]),

    createGroup:           mutation('GROUP_CREATE',             'group.create'),
    updateGroup:           mutation('GROUP_UPDATE',             'group.update',               [             TAKES]),
    deleteGroup:           mutation('GROUP_DELETE',             'group.delete',               [             TAKES]),

    updateUser:            mutation('USER_UPDATE',              'user.update',                [             TAKES]),
    setUserGroups:         mutation('GROUP_ASSIGN',             'user.set_groups',            [             TAKES]),
    addMembership:         mutation('GROUP_ASSIGN',             'membership.add'),
    removeMembership:      mutation('GROUP_ASSIGN',             'membership.remove',          [             TAKES]),
    removeUser:            mutation('USER_REMOVE',              'user.remove',                [             TAKES]),

    importFromCluster:     mutation('CLUSTER_IMPORT',           'cluster.import',             [ONCE              ]),

    createDatabase:        mutation('DATABASE_CREATE',          'database.create'),
    updateDatabase:        mutation('DATABASE_UPDATE',          'database.update'),
    renameDatabase:        mutation('DATABASE_UPDATE',          'database.rename'),
    setDatabaseLabels:     mutation('DATABASE_UPDATE',          'database.label'),
    deleteDatabase:        mutation('DATABASE_DELETE',          'database.delete'),
    undeleteDatabase:      mutation('DATABASE_UNDELETE',        'database.undelete'),
    purgeDatabase:         mutation('DATABASE_PURGE',           'database.purge'),
    retrySync:             mutation(someChange,                 'sync.retry'),
    restoreOnCluster:      mutation(someChange,                 'sync.restore'),
    acceptFromCluster:     mutation(someChange,                 'sync.accept',                [ONCE              ]),

    createTable:           mutation('TABLE_CREATE',             'table.create'),
    renameTable:           mutation('TABLE_UPDATE',             'table.rename'),
    deleteTable:           mutation('TABLE_DELETE',             'table.delete'),
    undeleteTable:         mutation('TABLE_UNDELETE',           'table.undelete'),

    createDatabaseToken:   mutation('DATABASE_TOKEN_CREATE',    'database_token.create',      [      MINTS       ]),
    updateDatabaseToken:   mutation('DATABASE_TOKEN_UPDATE',    'database_token.update'),
    rotateDatabaseToken:   mutation(rotation,                   'database_token.rotate',      [      MINTS       ]),
    revokeDatabaseToken:   mutation('DATABASE_TOKEN_REVOKE',    'database_token.revoke',      [             TAKES]),

    createManagementToken: mutation('MANAGEMENT_TOKEN_CREATE',  'management_token.create',    [      MINTS       ]),
    revokeManagementToken: mutation('MANAGEMENT_TOKEN_REVOKE',  'management_token.revoke',    [             TAKES]),
  },
} as const satisfies { readonly Query: Record<string, QueryRow>; readonly Mutation: Record<string, MutationRow> }

/** The action of a request for data that was refused to a database token, in the audit log. */
export const denialAction = 'dataplane.denied' as const

export type MutationName = keyof typeof operations.Mutation

/** Whether a mutation is open to callers without a credential. */
export const isOpenToAll = (name: MutationName): boolean => operations.Mutation[name].requires === anyone

/** The mutations that take rights away from a person or a token. */
export const takingRightsAway = Object.keys(operations.Mutation).filter(
  (name) => operations.Mutation[name as MutationName].takesRightsAway,
)

/** The queries and mutations that an operation may contain only once. */
export const onceOnly = Object.values(operations).flatMap((rows: Record<string, QueryRow>) =>
  Object.keys(rows).filter((name) => (rows[name] as QueryRow).isOnceOnly),
)

// biome-ignore format: a grid
export const types: Readonly<Record<string, TypeRequirement>> = {
  Viewer:             object(signedIn, { account: 'ACCOUNT_READ' }),
  AccessDecision:     object(signedIn, {
    grantedBy: 'GROUP_READ', wouldBeGrantedBy: 'GROUP_READ', paths: 'GROUP_READ',
  }),
  AccessPath:         object('GROUP_READ'),
  Unmet:              object('GROUP_READ'),
  // The version moves with every attempt to sign in or to reset a password: it would tell who belongs to the account.
  Account:            object('ACCOUNT_READ', { version: 'AUDIT_READ' }),
  // Whose databases or tokens one may read, their name comes with them.
  Cluster:            object('CLUSTER_READ', {
    id: clusterName, name: clusterName, url: clusterName,
    databases: 'DATABASE_READ', databaseTokens: 'DATABASE_TOKEN_READ', unmanaged: 'CLUSTER_IMPORT',
  }, (cluster) => ({ clusterId: (cluster as { id: string }).id })),
  // What the audit log tells to those who may read it, of the cluster's place in the operator's network.
  ClusterLink:        object('CLUSTER_READ', { managementUrl: 'AUDIT_READ', credentialPrefix: 'AUDIT_READ' }),
  ClusterCapabilities: object('CLUSTER_READ'),
  UnmanagedResources: object('CLUSTER_IMPORT'),
  UnmanagedDatabase:  object('CLUSTER_IMPORT'),
  UnmanagedCredential: object('CLUSTER_IMPORT'),
  // Part of what its reader may see.
  SyncError:          object(signedIn),
  User:               object(own('USER_READ', 'id'), {
    groups: 'GROUP_READ', memberships: 'GROUP_READ', invitation: 'INVITATION_READ', sessions: own('SESSION_READ', 'id'),
  }),
  Membership:         object('GROUP_READ'),
  Attribute:          object(signedIn),
  Group:              object('GROUP_READ', { members: 'USER_READ' }),
  // Parts of a group, which its reader may see.
  Conditions:         object(signedIn),
  AttributeMatch:     object(signedIn),
  Hours:              object(signedIn),
  Grant:              object(signedIn),
  Selector:           object(signedIn),
  DatabaseMatch:      object(signedIn),
  LabelMatch:         object(signedIn),
  Invitation:         object('INVITATION_READ', { groups: 'GROUP_READ' }),
  // Shown to the holder of the link's secret, which Query.invitationPreview has checked.
  InvitationPreview:  object(anyone),
  Session:            object(own('SESSION_READ', 'userId')),
  Database:           object('DATABASE_READ', {
    cluster: clusterName, tables: 'TABLE_READ', tokens: 'DATABASE_TOKEN_READ',
  }),
  Label:              object(signedIn),
  Table:              object('TABLE_READ', { database: 'DATABASE_READ' }),
  PartitionPart:      object(signedIn),
  Sync:               object(signedIn),
  SyncDifference:     object(signedIn),
  DatabaseToken:      object('DATABASE_TOKEN_READ', { cluster: clusterName }),
  DatabasePermission: object('DATABASE_TOKEN_READ', { database: 'DATABASE_READ' }),
  UsageDay:           object('DATABASE_TOKEN_READ'),
  ManagementToken:    object(own('MANAGEMENT_TOKEN_READ', 'id')),
  AuditEvent:         object('AUDIT_READ'),
  FieldChange:        object('AUDIT_READ'),
  DecidingGroup:      object('AUDIT_READ'),
  AuditEventCount:    object('AUDIT_READ'),
  AuditVerification:  object('AUDIT_READ'),
  AuditHead:          object('AUDIT_READ'),
  AuditKey:           object('AUDIT_READ'),

  // The field that returns a connection has a rule of its own, and so has each node in it.
  PageInfo:           object(signedIn),
  UserConnection:            page('USER_READ'),                     UserEdge:            page('USER_READ'),
  GroupConnection:           page('GROUP_READ'),                    GroupEdge:           page('GROUP_READ'),
  ClusterConnection:         page('CLUSTER_READ'),                  ClusterEdge:         page('CLUSTER_READ'),
  InvitationConnection:      page('INVITATION_READ'),               InvitationEdge:      page('INVITATION_READ'),
  SessionConnection:         page(signedIn),                        SessionEdge:         page(signedIn),
  DatabaseConnection:        page('DATABASE_READ'),                 DatabaseEdge:        page('DATABASE_READ'),
  TableConnection:           page('TABLE_READ'),                    TableEdge:           page('TABLE_READ'),
  DatabaseTokenConnection:   page('DATABASE_TOKEN_READ'),           DatabaseTokenEdge:   page('DATABASE_TOKEN_READ'),
  ManagementTokenConnection: page('MANAGEMENT_TOKEN_READ'),         ManagementTokenEdge: page('MANAGEMENT_TOKEN_READ'),
  AuditEventConnection:      page('AUDIT_READ'),                    AuditEventEdge:      page('AUDIT_READ'),

  // A payload is the answer to a mutation that was allowed; a rule here would run after the work was done.
  SignInPayload:                object(anyone),
  SignOutPayload:               object(anyone),
  RequestPasswordResetPayload:  object(anyone),
  ChangePasswordPayload:        object(anyone),
  ChangeEmailPayload:           object(anyone),
  ConfirmEmailPayload:          object(anyone),
  LeaveAccountPayload:          object(anyone),
  RevokeSessionPayload:         object(anyone),
  InviteUsersPayload:           object(anyone),
  InvitationResult:             object(anyone),
  RowError:                     object(anyone),
  InvitationPayload:            object(anyone),
  GroupPayload:                 object(anyone),
  DeleteGroupPayload:           object(anyone),
  UserPayload:                  object(anyone),
  RemoveUserPayload:            object(anyone),
  ImportFromClusterPayload:     object(anyone),
  ImportResult:                 object(anyone),
  DatabasePayload:              object(anyone),
  PurgeDatabasePayload:         object(anyone),
  RetrySyncPayload:             object(anyone),
  TablePayload:                 object(anyone),
  DatabaseTokenPayload:         object(anyone),
  DatabaseTokenSecretPayload:   object(anyone),
  ManagementTokenPayload:       object(anyone),
  ManagementTokenSecretPayload: object(anyone),
}

/** The requirement of a field; undefined when it has no row, in which case it is denied. */
export function requirementOf(typeName: string, fieldName: string): Requirement | undefined {
  const rows: Readonly<Record<string, QueryRow>> | undefined =
    typeName === 'Query' ? operations.Query : typeName === 'Mutation' ? operations.Mutation : undefined
  if (rows) return Object.hasOwn(rows, fieldName) ? (rows[fieldName] as QueryRow).requires : undefined
  const type = Object.hasOwn(types, typeName) ? types[typeName] : undefined
  return type && (Object.hasOwn(type.fields, fieldName) ? type.fields[fieldName] : type.every)
}

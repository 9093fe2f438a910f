import type { Permission } from './permissions.ts'

/** Open to all, signed in or not. */
export const anyone = { special: 'anyone' } as const
/** Any person or management token. */
export const signedIn = { special: 'signedIn' } as const
/** A person with a session; never a management token. */
export const person = { special: 'person' } as const
/**
 * What is one's own is always allowed, anything else needs the permission. `id` names the argument (of a root field)
 * or the property (of an object) that holds the id of the person or token it belongs to; without one, a root field
 * lets any signed-in caller through and the transaction decides, where the owner is known.
 */
export const own = (permission: Permission, id?: string) => ({ special: 'own', permission, id }) as const
/** Every one of them. */
export const all = (...permissions: readonly Permission[]) => ({ special: 'all', permissions }) as const

export type Requirement =
  | Permission
  | typeof anyone
  | typeof signedIn
  | typeof person
  | ReturnType<typeof own>
  | ReturnType<typeof all>

/** What reading an object requires, and those of its fields that require something else. */
export interface TypeRequirement {
  readonly every: Requirement
  readonly fields: Readonly<Record<string, Requirement>>
}

const object = (every: Requirement, fields: Readonly<Record<string, Requirement>> = {}): TypeRequirement => ({
  every,
  fields,
})

/** A connection and its edges require what their nodes do; `totalCount` must not count what may not be read. */
const page = object

// biome-ignore format: a grid
export const operations = {
  Query: {
    viewer:                anyone,
    node:                  signedIn,
    nodes:                 signedIn,
    account:               'ACCOUNT_READ',
    cluster:               'CLUSTER_READ',
    clusters:              'CLUSTER_READ',
    user:                  own('USER_READ', 'id'),
    users:                 'USER_READ',
    group:                 'GROUP_READ',
    groups:                'GROUP_READ',
    invitation:            'INVITATION_READ',
    invitations:           'INVITATION_READ',
    invitationPreview:     anyone,
    database:              'DATABASE_READ',
    databases:             'DATABASE_READ',
    table:                 'TABLE_READ',
    databaseToken:         'DATABASE_TOKEN_READ',
    databaseTokens:        'DATABASE_TOKEN_READ',
    managementToken:       'MANAGEMENT_TOKEN_READ',
    managementTokens:      'MANAGEMENT_TOKEN_READ',
    auditEvents:           'AUDIT_READ',
    verifyAuditLog:        'AUDIT_READ',
    explainAccess:         own('USER_READ', 'userId'),
  },

  Mutation: {
    signIn:                anyone,
    signOut:               person,
    requestPasswordReset:  anyone,
    resetPassword:         anyone,
    changePassword:        person,
    updateProfile:         person,
    changeEmail:           own('USER_UPDATE'),
    confirmEmail:          anyone,
    leaveAccount:          person,
    revokeSession:         own('SESSION_REVOKE'),

    inviteUsers:           'INVITATION_CREATE',
    resendInvitation:      'INVITATION_CREATE',
    revokeInvitation:      'INVITATION_REVOKE',
    acceptInvitation:      anyone,

    updateUser:            'USER_UPDATE',
    setUserGroups:         'GROUP_ASSIGN',
    removeUser:            'USER_REMOVE',

    createDatabase:        'DATABASE_CREATE',
    updateDatabase:        'DATABASE_UPDATE',
    renameDatabase:        'DATABASE_UPDATE',
    deleteDatabase:        'DATABASE_DELETE',
    undeleteDatabase:      'DATABASE_UNDELETE',

    createTable:           'TABLE_CREATE',
    renameTable:           'TABLE_UPDATE',
    deleteTable:           'TABLE_DELETE',
    undeleteTable:         'TABLE_UNDELETE',

    createDatabaseToken:   'DATABASE_TOKEN_CREATE',
    updateDatabaseToken:   'DATABASE_TOKEN_UPDATE',
    // A successor is a new secret, and the old token's life is cut short: both rights are used.
    rotateDatabaseToken:   all('DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_CREATE'),
    revokeDatabaseToken:   'DATABASE_TOKEN_REVOKE',

    createManagementToken: 'MANAGEMENT_TOKEN_CREATE',
    revokeManagementToken: 'MANAGEMENT_TOKEN_REVOKE',
  },
} as const satisfies Record<'Query' | 'Mutation', Record<string, Requirement>>

export type MutationName = keyof typeof operations.Mutation

// biome-ignore format: a grid
export const types: Readonly<Record<string, TypeRequirement>> = {
  Viewer:             object(signedIn, { account: 'ACCOUNT_READ' }),
  AccessDecision:     object(signedIn, { grantedBy: 'GROUP_READ', wouldBeGrantedBy: 'GROUP_READ' }),
  Account:            object('ACCOUNT_READ'),
  Cluster:            object('CLUSTER_READ', { databases: 'DATABASE_READ', databaseTokens: 'DATABASE_TOKEN_READ' }),
  User:               object(own('USER_READ', 'id'), {
    groups: 'GROUP_READ', invitation: 'INVITATION_READ', sessions: own('SESSION_READ', 'id'),
  }),
  Attribute:          object(signedIn),
  Group:              object('GROUP_READ', { members: 'USER_READ' }),
  Invitation:         object('INVITATION_READ', { groups: 'GROUP_READ' }),
  // Whoever holds the secret of the link may see it: Query.invitationPreview has checked that.
  InvitationPreview:  object(anyone),
  Session:            object(own('SESSION_READ', 'userId')),
  Database:           object('DATABASE_READ', {
    cluster: 'CLUSTER_READ', tables: 'TABLE_READ', tokens: 'DATABASE_TOKEN_READ',
  }),
  Table:              object('TABLE_READ', { database: 'DATABASE_READ' }),
  PartitionPart:      object(signedIn),
  DatabaseToken:      object('DATABASE_TOKEN_READ', { cluster: 'CLUSTER_READ' }),
  DatabasePermission: object('DATABASE_TOKEN_READ', { database: 'DATABASE_READ' }),
  ManagementToken:    object(own('MANAGEMENT_TOKEN_READ', 'id')),
  AuditEvent:         object('AUDIT_READ'),
  FieldChange:        object('AUDIT_READ'),
  AuditVerification:  object('AUDIT_READ'),

  // Every page has passed the rule of the field it hangs on; its rows have rules of their own.
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
  UserPayload:                  object(anyone),
  RemoveUserPayload:            object(anyone),
  DatabasePayload:              object(anyone),
  TablePayload:                 object(anyone),
  DatabaseTokenPayload:         object(anyone),
  DatabaseTokenSecretPayload:   object(anyone),
  ManagementTokenPayload:       object(anyone),
  ManagementTokenSecretPayload: object(anyone),
}

/** What a field requires; undefined when no row says, which means that nobody may read it. */
export function requirementOf(typeName: string, fieldName: string): Requirement | undefined {
  const rootFields: Readonly<Record<string, Requirement>> | undefined =
    typeName === 'Query' ? operations.Query : typeName === 'Mutation' ? operations.Mutation : undefined
  if (rootFields) return Object.hasOwn(rootFields, fieldName) ? rootFields[fieldName] : undefined
  const type = Object.hasOwn(types, typeName) ? types[typeName] : undefined
  return type && (Object.hasOwn(type.fields, fieldName) ? type.fields[fieldName] : type.every)
}

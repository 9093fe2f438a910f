import type { BuiltInKey } from '../gateway.ts'
/**
 * The product's rights, told in words and read back from them. Nothing of the product is imported here, so that the
 * code cannot agree with itself by accident.
 */

export const allGroups: readonly BuiltInKey[] = ['admin', 'member', 'auditor']

/** Admins may do everything; what others may is written behind. */
const granted = read(`
  ACCOUNT_READ: member, auditor
  CLUSTER_READ: member, auditor
  CLUSTER_IMPORT:
  USER_READ: auditor
  USER_UPDATE:
  USER_REMOVE:
  GROUP_READ: member, auditor
  GROUP_CREATE:
  GROUP_UPDATE:
  GROUP_DELETE:
  GROUP_ASSIGN:
  INVITATION_READ: auditor
  INVITATION_CREATE:
  INVITATION_REVOKE:
  DATABASE_READ: member, auditor
  DATABASE_CREATE:
  DATABASE_UPDATE:
  DATABASE_DELETE:
  DATABASE_UNDELETE:
  DATABASE_PURGE:
  TABLE_READ: member, auditor
  TABLE_CREATE:
  TABLE_UPDATE:
  TABLE_DELETE:
  TABLE_UNDELETE:
  DATABASE_TOKEN_READ: member, auditor
  DATABASE_TOKEN_CREATE: member
  DATABASE_TOKEN_UPDATE:
  DATABASE_TOKEN_REVOKE:
  MANAGEMENT_TOKEN_READ: auditor
  MANAGEMENT_TOKEN_CREATE:
  MANAGEMENT_TOKEN_REVOKE:
  SESSION_READ: auditor
  SESSION_REVOKE:
  AUDIT_READ: auditor
`)

/**
 * What reading or doing something needs: a permission, several, or words. "own or" lets through those whose it is. A
 * type stands for those of its fields that have no line of their own.
 */
const needed = read(`
  Query.viewer: nothing
  Query.invitationPreview: nothing
  Query.node: a credential
  Query.nodes: a credential
  Query.account: ACCOUNT_READ
  Query.cluster: CLUSTER_READ
  Query.clusters: CLUSTER_READ
  Query.user: own or USER_READ
  Query.users: USER_READ
  Query.group: GROUP_READ
  Query.groups: GROUP_READ
  Query.invitation: INVITATION_READ
  Query.invitations: INVITATION_READ
  Query.database: DATABASE_READ
  Query.databases: DATABASE_READ
  Query.table: TABLE_READ
  Query.databaseToken: DATABASE_TOKEN_READ
  Query.databaseTokens: DATABASE_TOKEN_READ
  Query.databaseTokenUsage: DATABASE_TOKEN_READ
  Query.managementToken: MANAGEMENT_TOKEN_READ
  Query.managementTokens: MANAGEMENT_TOKEN_READ
  Query.auditEvents: AUDIT_READ
  Query.auditEventCounts: AUDIT_READ
  Query.verifyAuditLog: AUDIT_READ
  Query.auditHead: AUDIT_READ
  Query.auditKeys: AUDIT_READ
  Query.explainAccess: own or USER_READ
  Query.whoMay: USER_READ
  Mutation.signIn: nothing
  Mutation.requestPasswordReset: nothing
  Mutation.resetPassword: nothing
  Mutation.acceptInvitation: nothing
  Mutation.confirmEmail: nothing
  Mutation.signOut: a person
  Mutation.changePassword: a person
  Mutation.updateProfile: a person
  Mutation.leaveAccount: a person
  Mutation.changeEmail: own or USER_UPDATE
  Mutation.revokeSession: own or SESSION_REVOKE
  Mutation.inviteUsers: INVITATION_CREATE
  Mutation.resendInvitation: INVITATION_CREATE
  Mutation.revokeInvitation: INVITATION_REVOKE
  Mutation.createGroup: GROUP_CREATE
  Mutation.updateGroup: GROUP_UPDATE
  Mutation.deleteGroup: GROUP_DELETE
  Mutation.updateUser: USER_UPDATE
  Mutation.setUserGroups: GROUP_ASSIGN
  Mutation.addMembership: GROUP_ASSIGN
  Mutation.removeMembership: GROUP_ASSIGN
  Mutation.removeUser: USER_REMOVE
  Mutation.createDatabase: DATABASE_CREATE
  Mutation.updateDatabase: DATABASE_UPDATE
  Mutation.importFromCluster: CLUSTER_IMPORT
  Mutation.renameDatabase: DATABASE_UPDATE
  Mutation.setDatabaseLabels: DATABASE_UPDATE
  Mutation.deleteDatabase: DATABASE_DELETE
  Mutation.undeleteDatabase: DATABASE_UNDELETE
  Mutation.purgeDatabase: DATABASE_PURGE
  Mutation.retrySync: DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE
  Mutation.restoreOnCluster: DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE
  Mutation.acceptFromCluster: DATABASE_UPDATE or TABLE_UPDATE or DATABASE_TOKEN_UPDATE
  Mutation.createTable: TABLE_CREATE
  Mutation.renameTable: TABLE_UPDATE
  Mutation.deleteTable: TABLE_DELETE
  Mutation.undeleteTable: TABLE_UNDELETE
  Mutation.createDatabaseToken: DATABASE_TOKEN_CREATE
  Mutation.updateDatabaseToken: DATABASE_TOKEN_UPDATE
  Mutation.rotateDatabaseToken: DATABASE_TOKEN_UPDATE, DATABASE_TOKEN_CREATE
  Mutation.revokeDatabaseToken: DATABASE_TOKEN_REVOKE
  Mutation.createManagementToken: MANAGEMENT_TOKEN_CREATE
  Mutation.revokeManagementToken: MANAGEMENT_TOKEN_REVOKE
  Viewer: a credential
  Viewer.account: ACCOUNT_READ
  AccessDecision: a credential
  AccessDecision.grantedBy: GROUP_READ
  AccessDecision.wouldBeGrantedBy: GROUP_READ
  AccessDecision.paths: GROUP_READ
  AccessPath: GROUP_READ
  Unmet: GROUP_READ
  User: own or USER_READ
  User.groups: GROUP_READ
  User.memberships: GROUP_READ
  User.invitation: INVITATION_READ
  User.sessions: own or SESSION_READ
  Attribute: a credential
  Membership: GROUP_READ
  Session: own or SESSION_READ
  Group: GROUP_READ
  Group.members: USER_READ
  Conditions: a credential
  AttributeMatch: a credential
  Hours: a credential
  Grant: a credential
  Selector: a credential
  DatabaseMatch: a credential
  LabelMatch: a credential
  Invitation: INVITATION_READ
  Invitation.groups: GROUP_READ
  InvitationPreview: nothing
  Account: ACCOUNT_READ
  Account.version: AUDIT_READ
  Cluster: CLUSTER_READ
  Cluster.id: CLUSTER_READ or DATABASE_READ or DATABASE_TOKEN_READ
  Cluster.name: CLUSTER_READ or DATABASE_READ or DATABASE_TOKEN_READ
  Cluster.url: CLUSTER_READ or DATABASE_READ or DATABASE_TOKEN_READ
  Cluster.databases: DATABASE_READ
  Cluster.databaseTokens: DATABASE_TOKEN_READ
  Cluster.unmanaged: CLUSTER_IMPORT
  UnmanagedResources: CLUSTER_IMPORT
  UnmanagedDatabase: CLUSTER_IMPORT
  UnmanagedCredential: CLUSTER_IMPORT
  ClusterLink: CLUSTER_READ
  ClusterLink.managementUrl: AUDIT_READ
  ClusterLink.credentialPrefix: AUDIT_READ
  ClusterCapabilities: CLUSTER_READ
  SyncError: a credential
  Database: DATABASE_READ
  Database.cluster: CLUSTER_READ or DATABASE_READ or DATABASE_TOKEN_READ
  Database.tables: TABLE_READ
  Database.tokens: DATABASE_TOKEN_READ
  Table: TABLE_READ
  Table.database: DATABASE_READ
  Label: a credential
  PartitionPart: a credential
  Sync: a credential
  SyncDifference: a credential
  DatabaseToken: DATABASE_TOKEN_READ
  DatabaseToken.cluster: CLUSTER_READ or DATABASE_READ or DATABASE_TOKEN_READ
  DatabasePermission: DATABASE_TOKEN_READ
  UsageDay: DATABASE_TOKEN_READ
  DatabasePermission.database: DATABASE_READ
  ManagementToken: own or MANAGEMENT_TOKEN_READ
  AuditEvent: AUDIT_READ
  FieldChange: AUDIT_READ
  DecidingGroup: AUDIT_READ
  AuditEventCount: AUDIT_READ
  AuditVerification: AUDIT_READ
  AuditHead: AUDIT_READ
  AuditKey: AUDIT_READ
  PageInfo: a credential
  UserConnection: USER_READ
  GroupConnection: GROUP_READ
  ClusterConnection: CLUSTER_READ
  InvitationConnection: INVITATION_READ
  SessionConnection: a credential
  DatabaseConnection: DATABASE_READ
  TableConnection: TABLE_READ
  DatabaseTokenConnection: DATABASE_TOKEN_READ
  ManagementTokenConnection: MANAGEMENT_TOKEN_READ
  AuditEventConnection: AUDIT_READ
`)

/** What a field needs, such as `User.groups`. An edge needs what its page does; the answer to a mutation, nothing more. */
function needsOf(coordinate: string): readonly string[] {
  const [type = ''] = coordinate.split('.')
  if (/Payload$|^InvitationResult$|^ImportResult$|^RowError$/.test(type)) return ['nothing']
  return needed.get(coordinate) ?? needed.get(type.replace(/Edge$/, 'Connection')) ?? ['no row']
}

function read(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = text.split('\n').filter((line) => line.includes(':'))
  return new Map(
    lines.map((line) => {
      const [name = '', words = ''] = line.split(':')
      return [
        name.trim(),
        words
          .split(',')
          .map((word) => word.trim())
          .filter(Boolean),
      ]
    }),
  )
}

export const allPermissions: readonly string[] = [...granted.keys()]
/** The fields of Query and Mutation. */
export const rootCoordinates: readonly string[] = [...needed.keys()].filter((name) => /^(Query|Mutation)\./.test(name))

/** What people in these groups hold. */
export const heldBy = (groups: readonly BuiltInKey[]): readonly string[] =>
  allPermissions.filter((name) =>
    groups.some((group) => group === 'admin' || (granted.get(name) as readonly string[]).includes(group)),
  )

/** Somebody who asks, as the words above speak of them. */
export interface Asker {
  readonly kind: 'anonymous' | 'person' | 'token'
  readonly holds: readonly string[]
}

export type Verdict = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN' | `FORBIDDEN for ${string}`

/** The permissions that a field needs of a caller who has to do with what is not their own. */
export const permissionsFor = (coordinate: string): readonly string[] =>
  needsOf(coordinate)
    .flatMap((word) => word.replace('own or ', '').split(' or '))
    .filter((word) => granted.has(word))

/** Whether one of these permissions is enough: which, depends on the object. */
export const isOneEnough = (coordinate: string): boolean =>
  needsOf(coordinate).some((word) => word.includes(' or ') && !word.startsWith('own or '))

/** Whether only others than the owner of a thing need a permission for a field. */
export const isForOwners = (coordinate: string): boolean => needsOf(coordinate)[0]?.startsWith('own or ') === true

/** Whether somebody may; `isOwn` where the thing is theirs. */
export function verdictOn({ kind, holds }: Asker, coordinate: string, isOwn: boolean): Verdict {
  const words = needsOf(coordinate)
  const [first = 'no row'] = words
  if (first === 'no row') return 'FORBIDDEN'
  if (first === 'nothing') return 'allowed'
  if (kind === 'anonymous') return 'UNAUTHENTICATED'
  if (first === 'a credential') return 'allowed'
  if (first === 'a person') return kind === 'person' ? 'allowed' : 'FORBIDDEN'
  if (first.startsWith('own or ') && isOwn) return 'allowed'
  const missing = words
    .map((word) => word.replace('own or ', '').split(' or '))
    .find((oneOf) => !oneOf.some((word) => holds.includes(word)))?.[0]
  return missing === undefined ? 'allowed' : `FORBIDDEN for ${missing}`
}

/** What somebody lacks to put people into groups. */
export const lackingFor = (holds: readonly string[], groups: readonly BuiltInKey[]): readonly string[] =>
  heldBy(groups).filter((name) => !holds.includes(name))

/** Numbers that are random and the same in every run (mulberry32). */
export function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    oneOf: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    someOf: <T>(list: readonly T[], share = next()): T[] => list.filter(() => next() < share),
  }
}

import { password } from '../gateway.ts'
import type { Maker } from './world.ts'

/** The caller of a request. */
export interface Asker {
  readonly id: string | undefined
  readonly email: string | undefined
  /** A session of theirs besides the one that they ask with. */
  anotherSession(): Promise<string>
}

type Variables = (make: Maker, asker: Asker) => object | Promise<object>

let passwords = 0
const changed = new Map<string, string>()

/** What a person's password has become by the requests that were made here. */
export const passwordOf = (email: string): string => changed.get(email) ?? password

const input = async (given: object | Promise<object>) => ({ input: await given })

/**
 * For every root field a request that an Admin's rights are enough for: fresh objects, and nothing that could be
 * refused for another reason. Words after the field tell its cases apart.
 */
export const requests: Readonly<Record<string, Variables>> = {
  'Query.viewer': () => ({}),
  'Query.node': async (make) => ({ id: (await make.database()).id }),
  'Query.nodes': async (make) => ({ ids: [(await make.database()).id, make.account.groupIds.admin] }),
  'Query.account': () => ({}),
  'Query.cluster': (make) => ({ id: make.cluster() }),
  'Query.clusters': () => ({}),
  'Query.user': async (make) => ({ id: (await make.person()).id }),
  'Query.user of oneself': (_make, asker) => ({ id: asker.id }),
  'Query.users': () => ({}),
  'Query.group': (make) => ({ id: make.account.groupIds.auditor }),
  'Query.groups': () => ({}),
  'Query.invitation': async (make) => ({ id: (await make.invitation()).id }),
  'Query.invitations': () => ({}),
  'Query.invitationPreview': async (make) => ({ secret: (await make.invitation()).secret }),
  'Query.database': async (make) => ({ id: (await make.database()).id }),
  'Query.databases': (make) => ({ clusterId: make.cluster() }),
  'Query.table': async (make) => ({ id: (await make.table()).id }),
  'Query.databaseToken': async (make) => ({ id: await make.databaseToken() }),
  'Query.databaseTokens': (make) => ({ clusterId: make.cluster() }),
  'Query.databaseTokenUsage': (make) => ({ clusterId: make.cluster() }),
  'Query.managementToken': async (make) => ({ id: (await make.managementToken(['USER_READ'])).id }),
  'Query.managementTokens': () => ({}),
  'Query.auditEvents': () => ({}),
  'Query.auditEventCounts': () => ({ times: ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'] }),
  'Query.verifyAuditLog': () => ({}),
  'Query.auditHead': () => ({}),
  'Query.auditKeys': () => ({}),
  'Query.explainAccess': async (make) => ({ permission: 'USER_READ', userId: (await make.person()).id }),
  'Query.explainAccess of oneself': () => ({ permission: 'USER_READ' }),
  'Query.whoMay': () => ({ permission: 'USER_READ' }),

  'Mutation.signIn': async (make) => {
    const { email } = await make.join(['member'])
    return input({ email, password, accountId: make.account.id })
  },
  'Mutation.signOut': () => ({}),
  'Mutation.requestPasswordReset': (make) => input({ email: `${make.name()}@example.com` }),
  'Mutation.resetPassword': async (make) =>
    input({ secret: await make.resetSecret((await make.person()).email), password }),
  'Mutation.changePassword': (_make, { email = '' }) => {
    const currentPassword = passwordOf(email)
    const newPassword = `another Long phrase ${++passwords}`
    changed.set(email, newPassword)
    return input({ currentPassword, newPassword })
  },
  'Mutation.updateProfile': () => input({ name: 'Another' }),
  'Mutation.changeEmail': async (make) =>
    input({ userId: (await make.person()).id, email: `${make.name()}@example.com` }),
  'Mutation.changeEmail of oneself': (make, { email = '' }) =>
    input({ email: `${make.name()}@example.com`, currentPassword: passwordOf(email) }),
  'Mutation.confirmEmail': async (make) => input({ secret: await make.emailSecret((await make.person()).id) }),
  'Mutation.leaveAccount': () => input({ confirmName: 'Ada’s' }),
  'Mutation.revokeSession': async (make) => ({ id: (await make.join(['member'])).sessionId }),
  'Mutation.revokeSession of oneself': async (_make, asker) => ({ id: await asker.anotherSession() }),

  'Mutation.inviteUsers': (make) =>
    input({ invitations: [{ email: `${make.name()}@example.com`, groupIds: [make.account.groupIds.member] }] }),
  'Mutation.resendInvitation': async (make) => ({ id: (await make.invitation()).id }),
  'Mutation.revokeInvitation': async (make) => ({ id: (await make.invitation()).id }),
  'Mutation.acceptInvitation': async (make) =>
    input({ secret: (await make.invitation()).secret, name: 'Somebody', password }),

  'Mutation.createGroup': (make) => input({ key: make.name(), name: 'Another', grants: [] }),
  'Mutation.updateGroup': async (make) =>
    input({ id: (await make.group()).id, name: 'Another', conditions: { callers: ['PERSON'] }, expectedVersion: 1 }),
  'Mutation.deleteGroup': async (make) => {
    const { id, key } = await make.group()
    return input({ id, confirmKey: key })
  },

  'Mutation.updateUser': async (make) => input({ id: (await make.person()).id, name: 'Another' }),
  'Mutation.setUserGroups': async (make) =>
    input({ userId: (await make.person()).id, groupIds: [make.account.groupIds.member] }),
  'Mutation.addMembership': async (make) => input({ userId: (await make.person()).id, groupKey: 'member' }),
  'Mutation.removeMembership': async (make) => input({ userId: (await make.person()).id, groupKey: 'member' }),
  'Mutation.removeUser': async (make) => ({ id: (await make.person()).id }),

  // A cluster that the gateway keeps records of only has nothing to import.
  'Mutation.importFromCluster': (make) => input({ clusterId: make.cluster() }),

  'Mutation.createDatabase': (make) => input({ clusterId: make.cluster(), name: make.name() }),
  'Mutation.updateDatabase': async (make) => input({ id: (await make.database()).id, retentionPeriod: '30d' }),
  'Mutation.renameDatabase': async (make) => input({ id: (await make.database()).id, name: make.name() }),
  'Mutation.setDatabaseLabels': async (make) =>
    input({ id: (await make.database()).id, labels: [{ key: 'team', value: 'ops' }] }),
  'Mutation.deleteDatabase': async (make) => {
    const { id, name } = await make.database()
    return input({ id, confirmName: name })
  },
  'Mutation.undeleteDatabase': async (make) => ({ id: (await make.deletedDatabase()).id }),
  'Mutation.purgeDatabase': async (make) => {
    const { id, name } = await make.deletedDatabase()
    return input({ id, confirmName: name })
  },
  'Mutation.retrySync': async (make) => ({ id: (await make.database()).id }),
  'Mutation.restoreOnCluster': async (make) => ({ id: (await make.driftedDatabase()).id }),
  'Mutation.acceptFromCluster': async (make) => ({ id: (await make.driftedDatabase()).id }),

  'Mutation.createTable': async (make) => input({ databaseId: (await make.database()).id, name: make.name() }),
  'Mutation.renameTable': async (make) => input({ id: (await make.table()).id, name: make.name() }),
  'Mutation.deleteTable': async (make) => {
    const { id, name } = await make.table()
    return input({ id, confirmName: name })
  },
  'Mutation.undeleteTable': async (make) => ({ id: (await make.deletedTable()).id }),

  'Mutation.createDatabaseToken': async (make) => {
    const permissions = [
      { action: 'WRITE', databaseId: '*' },
      { action: 'READ', databaseId: (await make.database()).id },
    ]
    return input({ clusterId: make.cluster(), description: make.name(), permissions })
  },
  'Mutation.updateDatabaseToken': async (make) => input({ id: await make.databaseToken(), description: make.name() }),
  'Mutation.rotateDatabaseToken': async (make) => input({ id: await make.databaseToken() }),
  'Mutation.revokeDatabaseToken': async (make) => ({ id: await make.databaseToken() }),

  'Mutation.createManagementToken': (make) => input({ description: make.name(), permissions: ['ACCOUNT_READ'] }),
  'Mutation.revokeManagementToken': async (make) => ({ id: (await make.managementToken(['ACCOUNT_READ'])).id }),
}

import type { Client } from '../../src/sdk/index.ts'
import type { BuiltInKey, TestAccount } from '../gateway.ts'
import type { Attempt, Operation } from './transports.ts'

/** What the cases speak of. */
export interface World {
  readonly account: TestAccount
  readonly clusterId: string
  readonly database: { readonly id: string; readonly name: string }
  readonly tokenId: string
  /** Somebody whose groups and name may be changed. */
  readonly other: { readonly id: string; readonly email: string }
  /** As the Admin, for putting things in place. */
  readonly admin: Client
}

export interface Case {
  /** What is promised, to whom. */
  readonly what: string
  readonly operation: Operation
  readonly as: BuiltInKey | 'nobody'
  readonly code: string
  /** `name` is one that nothing has; each transport has its own. */
  readonly given: (world: World, name: string) => Omit<Attempt, 'operation'> | Promise<Omit<Attempt, 'operation'>>
  /** The part of the answer that the command line prints as JSON; undefined where it prints nothing of the kind. */
  // biome-ignore lint/suspicious/noExplicitAny: cases name what they expect.
  readonly printed?: (answer: any) => unknown
  /** Nothing listens there. */
  readonly isDown?: true
}

const nothing = '00000000-0000-4000-8000-000000000000'
const json = ['--format', 'json']
// biome-ignore lint/suspicious/noExplicitAny: cases name what they expect.
const nodes = ({ nodes: rows }: any) => rows

const readDatabases: Case['given'] = ({ clusterId }) => ({
  variables: { clusterId, first: 100 },
  args: ['database', 'list', '--cluster', clusterId, ...json],
})
const createDatabase: Case['given'] = ({ clusterId }, name) => ({
  variables: { input: { clusterId, name, retentionPeriod: '30d' } },
  args: ['database', 'create', name, '--cluster', clusterId, '--retention-period', '30d', ...json],
})
const renameTo =
  (newName: string): Case['given'] =>
  ({ database: { id } }) => ({
    variables: { input: { id, name: newName } },
    args: ['database', 'rename', id, newName, ...json],
  })
const listUsers: Case['given'] = () => ({ variables: { first: 100 }, args: ['user', 'list', ...json] })
const setGroups =
  (user: (world: World) => string, group: 'admin' | 'member'): Case['given'] =>
  (world) => ({
    variables: { input: { userId: user(world), groupIds: [world.account.groupIds[group]] } },
    args: ['user', 'groups', 'set', user(world), group, ...json],
  })
const createToken =
  (description?: string): Case['given'] =>
  ({ clusterId, database: { id } }, name) => ({
    variables: {
      input: { clusterId, description: description ?? name, permissions: [{ action: 'WRITE', databaseId: id }] },
    },
    args: ['token', 'create', description ?? name, '--cluster', clusterId, '--write-database', id, ...json],
  })
const invite =
  (email?: string): Case['given'] =>
  ({ account: { groupIds } }, name) => {
    const address = email ?? `${name}@example.com`
    return {
      variables: { input: { invitations: [{ email: address, groupIds: [groupIds.member] }] } },
      args: ['user', 'invite', address, '--group', 'member', ...json],
    }
  }
const createManagementToken =
  (permission: string): Case['given'] =>
  (_, name) => ({
    variables: { input: { description: name, permissions: [permission] } },
    args: ['management', 'create', '--description', name, '--permission', permission, ...json],
  })
const listEvents =
  (requestId?: string): Case['given'] =>
  () => ({
    variables: { first: 5, filter: { requestId, actions: ['invitation.*'] } },
    args: [
      'audit',
      'list',
      '--limit',
      '5',
      '--action',
      'invitation.*',
      ...(requestId ? ['--request-id', requestId] : []),
      ...json,
    ],
  })
const explain =
  (permission: string, user?: (world: World) => string): Case['given'] =>
  (world) => ({
    variables: { permission, userId: user?.(world) },
    args: ['can', permission, ...(user ? ['--user', user(world)] : []), ...json],
  })

// biome-ignore format: a grid
export const cases: readonly Case[] = [
  { what: 'shows clusters to everybody',                  operation: 'clusters', as: 'member', code: 'OK', printed: nodes,
    given: () => ({ variables: {}, args: ['cluster', 'list', ...json] }) },
  { what: 'shows groups to everybody',                    operation: 'groups', as: 'member', code: 'OK', printed: nodes,
    given: () => ({ variables: {}, args: ['group', 'list', ...json] }) },

  { what: 'lists databases for a Member',                 operation: 'databases', as: 'member', code: 'OK', given: readDatabases, printed: nodes },
  { what: 'lists no databases for nobody',                operation: 'databases', as: 'nobody', code: 'UNAUTHENTICATED', given: readDatabases },
  { what: 'cannot list from a gateway that is down',      operation: 'databases', as: 'member', code: 'NETWORK', given: readDatabases, isDown: true },
  { what: 'shows a database by its id',                   operation: 'database', as: 'auditor', code: 'OK', printed: (database) => database,
    given: ({ database: { id } }) => ({ variables: { id }, args: ['database', 'get', id, ...json] }) },

  { what: 'lets an Admin create a database',              operation: 'createDatabase', as: 'admin', code: 'OK', given: createDatabase },
  { what: 'lets no Member create one',                    operation: 'createDatabase', as: 'member', code: 'FORBIDDEN', given: createDatabase },
  { what: 'lets no Auditor create one',                   operation: 'createDatabase', as: 'auditor', code: 'FORBIDDEN', given: createDatabase },
  { what: 'lets nobody else create one',                  operation: 'createDatabase', as: 'nobody', code: 'UNAUTHENTICATED', given: createDatabase },
  { what: 'cannot create where the gateway is down',      operation: 'createDatabase', as: 'admin', code: 'NETWORK', given: createDatabase, isDown: true },
  { what: 'refuses a name with a blank',                  operation: 'createDatabase', as: 'admin', code: 'BAD_INPUT',
    given: (world) => createDatabase(world, 'a b') },
  { what: 'refuses a name that is taken',                 operation: 'createDatabase', as: 'admin', code: 'CONFLICT',
    given: (world) => createDatabase(world, world.database.name) },
  { what: 'refuses a retention of minutes',               operation: 'updateDatabase', as: 'admin', code: 'BAD_INPUT',
    given: ({ database: { id } }) => ({ variables: { input: { id, retentionPeriod: '5m' } }, args: ['database', 'update', id, '--retention-period', '5m'] }) },
  { what: 'renames no database to a reserved name',       operation: 'renameDatabase', as: 'admin', code: 'BAD_INPUT', given: renameTo('_internal') },
  { what: 'lets no Auditor rename one',                   operation: 'renameDatabase', as: 'auditor', code: 'FORBIDDEN', given: renameTo('mine') },
  { what: 'deletes no database that is not there',        operation: 'deleteDatabase', as: 'admin', code: 'NOT_FOUND',
    given: (_, name) => ({ variables: { input: { id: `database_${nothing}`, confirmName: name } }, args: ['database', 'delete', name, '--force'] }) },
  { what: 'deletes a database',                           operation: 'deleteDatabase', as: 'admin', code: 'OK',
    given: async ({ admin, clusterId }, name) => {
      const { createDatabase: made } = await admin.createDatabase({ input: { clusterId, name } })
      return { variables: { input: { id: made?.database.id, confirmName: name } }, args: ['database', 'delete', name, '--force', ...json] }
    } },
  { what: 'brings a deleted database back',         operation: 'undeleteDatabase', as: 'admin', code: 'OK',
    given: async ({ admin, clusterId }, name) => {
      const { createDatabase: made } = await admin.createDatabase({ input: { clusterId, name } })
      const id = made?.database.id ?? ''
      await admin.deleteDatabase({ input: { id, confirmName: name } })
      return { variables: { id }, args: ['database', 'undelete', name, ...json] }
    } },

  { what: 'creates a table',                              operation: 'createTable', as: 'admin', code: 'OK',
    given: ({ database: { id } }, name) => ({ variables: { input: { databaseId: id, name } }, args: ['table', 'create', id, name, ...json] }) },
  { what: 'lets no Member create one',                    operation: 'createTable', as: 'member', code: 'FORBIDDEN',
    given: ({ database: { id } }, name) => ({ variables: { input: { databaseId: id, name } }, args: ['table', 'create', id, name] }) },
  { what: 'refuses two buckets of one tag',               operation: 'createTable', as: 'admin', code: 'BAD_INPUT',
    given: ({ database: { id } }, name) => ({
      variables: { input: { databaseId: id, name, partitionTemplate: [
        { kind: 'TAG', value: 'room' }, { kind: 'TAG_BUCKET', value: 'room', buckets: 5 }, { kind: 'TIME', value: '%Y' } ] } },
      args: ['table', 'create', id, name, '--template-tag', 'room', '--template-tag-bucket', 'room,5', '--template-timeformat', '%Y'],
    }) },

  { what: 'lets a Member create a database token',        operation: 'createDatabaseToken', as: 'member', code: 'OK', given: createToken() },
  { what: 'lets no Auditor create one',                   operation: 'createDatabaseToken', as: 'auditor', code: 'FORBIDDEN', given: createToken() },
  { what: 'refuses a token without a description',        operation: 'createDatabaseToken', as: 'member', code: 'BAD_INPUT', given: createToken(' ') },
  { what: 'lets no Member revoke one',                    operation: 'revokeDatabaseToken', as: 'member', code: 'FORBIDDEN',
    given: ({ tokenId: id }) => ({ variables: { id }, args: ['token', 'revoke', id, '--force'] }) },
  { what: 'revokes no token that is not there',           operation: 'revokeDatabaseToken', as: 'admin', code: 'NOT_FOUND',
    given: () => ({ variables: { id: `database_token_${nothing}` }, args: ['token', 'revoke', `database_token_${nothing}`, '--force'] }) },
  { what: 'creates a management token for an Admin',      operation: 'createManagementToken', as: 'admin', code: 'OK', given: createManagementToken('DATABASE_READ') },
  { what: 'creates none for a Member',                    operation: 'createManagementToken', as: 'member', code: 'FORBIDDEN', given: createManagementToken('DATABASE_READ') },
  { what: 'knows no permission of a made-up name',        operation: 'createManagementToken', as: 'admin', code: 'BAD_INPUT', given: createManagementToken('DATABASE_MELT') },
  { what: 'revokes no management token that is not there', operation: 'revokeManagementToken', as: 'admin', code: 'NOT_FOUND',
    given: () => ({ variables: { id: `management_token_${nothing}` }, args: ['management', 'revoke', `management_token_${nothing}`, '--force'] }) },

  { what: 'lists people for an Auditor',                  operation: 'users', as: 'auditor', code: 'OK', given: listUsers, printed: nodes },
  { what: 'lists no people for a Member',                 operation: 'users', as: 'member', code: 'FORBIDDEN', given: listUsers },
  { what: 'changes the groups of a person',               operation: 'setUserGroups', as: 'admin', code: 'OK', given: setGroups(({ other }) => other.id, 'member') },
  { what: 'lets no Auditor change them',                  operation: 'setUserGroups', as: 'auditor', code: 'FORBIDDEN', given: setGroups(({ other }) => other.id, 'admin') },
  { what: 'keeps the last Admin',                         operation: 'setUserGroups', as: 'admin', code: 'LAST_ADMIN', given: setGroups(({ account }) => account.admin.id, 'member') },
  { what: 'knows no person of an unknown id',             operation: 'setUserGroups', as: 'admin', code: 'NOT_FOUND', given: setGroups(() => `user_${nothing}`, 'member') },
  { what: 'removes nobody who is not there',              operation: 'removeUser', as: 'admin', code: 'NOT_FOUND',
    given: () => ({ variables: { id: `user_${nothing}` }, args: ['user', 'remove', `user_${nothing}`, '--force'] }) },
  { what: 'lets no Auditor remove anybody',               operation: 'removeUser', as: 'auditor', code: 'FORBIDDEN',
    given: ({ other: { id } }) => ({ variables: { id }, args: ['user', 'remove', id, '--force'] }) },
  { what: 'invites for an Admin',                         operation: 'inviteUsers', as: 'admin', code: 'OK', given: invite() },
  { what: 'invites for no Member',                        operation: 'inviteUsers', as: 'member', code: 'FORBIDDEN', given: invite() },
  { what: 'refuses what is no address',                   operation: 'inviteUsers', as: 'admin', code: 'BAD_INPUT', given: invite('nobody') },
  { what: 'resends nothing that was never sent',          operation: 'resendInvitation', as: 'admin', code: 'NOT_FOUND',
    given: () => ({ variables: { id: `invitation_${nothing}` }, args: ['invitation', 'resend', `invitation_${nothing}`] }) },
  { what: 'ends no session that is not there',            operation: 'revokeSession', as: 'member', code: 'NOT_FOUND',
    given: () => ({ variables: { id: `session_${nothing}` }, args: ['session', 'revoke', `session_${nothing}`] }) },

  { what: 'shows the audit log to an Auditor',            operation: 'auditEvents', as: 'auditor', code: 'OK', given: listEvents('unknown'), printed: nodes },
  { what: 'shows it to no Member',                        operation: 'auditEvents', as: 'member', code: 'FORBIDDEN', given: listEvents() },
  { what: 'verifies it for an Admin',                     operation: 'verifyAuditLog', as: 'admin', code: 'OK',
    given: () => ({ variables: {}, args: ['audit', 'verify', ...json] }) },
  { what: 'lists the keys of audit logs for an Auditor',  operation: 'auditKeys', as: 'auditor', code: 'OK',
    given: () => ({ variables: {}, args: ['audit', 'keys', ...json] }) },
  { what: 'lists them for no Member',                     operation: 'auditKeys', as: 'member', code: 'FORBIDDEN',
    given: () => ({ variables: {}, args: ['audit', 'keys', ...json] }) },
  { what: 'explains what one may do oneself',             operation: 'explainAccess', as: 'member', code: 'OK', given: explain('DATABASE_READ') },
  { what: 'explains others to no Member',                 operation: 'explainAccess', as: 'member', code: 'FORBIDDEN', given: explain('DATABASE_READ', ({ other }) => other.id) },
  { what: 'explains no permission of a made-up name',     operation: 'explainAccess', as: 'admin', code: 'BAD_INPUT', given: explain('DATABASE_MELT') },
]

import { beforeAll, describe, expect, it } from 'vitest'
import { noteCheck } from '../dataplane/checks.ts'
import type { Answer, BuiltInKey, Client, TestAccount } from '../gateway.ts'
import { coordinatesOf, documentOf, fieldAt, rootTypes } from './documents.ts'
import { passwordOf, requests } from './requests.ts'
import { idsOf, type Maker, stateOf, useMakers, type Visitor } from './world.ts'

type Who =
  | 'everybody, signed in or not'
  | 'every person and token'
  | 'people, no tokens'
  | 'all groups'
  | 'Admin and Auditor'
  | 'Admin and Member'
  | 'Admin only'

interface Row {
  /** What is done, in words. */
  readonly words: string
  /** The field, and which case of it. */
  readonly field: string
  readonly who: Who
  readonly needs: readonly string[]
  /** What the audit log calls it. */
  readonly action: string | undefined
  /**
   * The group that its request gives, whose invitation it sends, or whose member it changes: all that it grants is
   * needed besides.
   */
  readonly gives?: BuiltInKey
}

const row = (words: string, field: string, who: Who, needs = '', action?: string): Row => ({
  words,
  field,
  who,
  needs: needs === '' ? [] : needs.split(' and '),
  action,
})

/** The product's privilege table, told once more. */
// biome-ignore format: a grid
const table: readonly Row[] = [
  row('learn who one is',             'Query.viewer',                  'everybody, signed in or not'),
  row('look for an object by its id', 'Query.node',                    'every person and token'),
  row('look for objects by their ids','Query.nodes',                   'every person and token'),
  row('see the account',              'Query.account',                 'all groups',        'ACCOUNT_READ'),
  row('see a cluster',                'Query.cluster',                 'all groups',        'CLUSTER_READ'),
  row('list clusters',                'Query.clusters',                'all groups',        'CLUSTER_READ'),
  row('see other people',             'Query.user',                    'Admin and Auditor', 'USER_READ'),
  row('see oneself',                  'Query.user of oneself',         'people, no tokens'),
  row('list people',                  'Query.users',                   'Admin and Auditor', 'USER_READ'),
  row('see a group',                  'Query.group',                   'all groups',        'GROUP_READ'),
  row('list groups',                  'Query.groups',                  'all groups',        'GROUP_READ'),
  row('see an invitation',            'Query.invitation',              'Admin and Auditor', 'INVITATION_READ'),
  row('list invitations',             'Query.invitations',             'Admin and Auditor', 'INVITATION_READ'),
  row('preview by an invitation link','Query.invitationPreview',       'everybody, signed in or not'),
  row('see a database',               'Query.database',                'all groups',        'DATABASE_READ'),
  row('list databases',               'Query.databases',               'all groups',        'DATABASE_READ'),
  row('see a table',                  'Query.table',                   'all groups',        'TABLE_READ'),
  row('see a database token',         'Query.databaseToken',           'all groups',        'DATABASE_TOKEN_READ'),
  row('list database tokens',         'Query.databaseTokens',          'all groups',        'DATABASE_TOKEN_READ'),
  row('see how tokens are used',      'Query.databaseTokenUsage',      'all groups',        'DATABASE_TOKEN_READ'),
  row('see a management token',       'Query.managementToken',         'Admin and Auditor', 'MANAGEMENT_TOKEN_READ'),
  row('list management tokens',       'Query.managementTokens',        'Admin and Auditor', 'MANAGEMENT_TOKEN_READ'),
  row('read the audit log',           'Query.auditEvents',             'Admin and Auditor', 'AUDIT_READ'),
  row('count audit events',           'Query.auditEventCounts',        'Admin and Auditor', 'AUDIT_READ'),
  row('verify the audit log',         'Query.verifyAuditLog',          'Admin and Auditor', 'AUDIT_READ'),
  row('see the end of the audit log', 'Query.auditHead',               'Admin and Auditor', 'AUDIT_READ'),
  row('list the keys of audit logs',  'Query.auditKeys',               'Admin and Auditor', 'AUDIT_READ'),
  row('ask what others may do',       'Query.explainAccess',           'Admin and Auditor', 'USER_READ'),
  row('ask who may do something',      'Query.whoMay',                  'Admin and Auditor', 'USER_READ'),
  row('ask what oneself may do',      'Query.explainAccess of oneself','every person and token'),

  row('sign in',                      'Mutation.signIn',               'everybody, signed in or not'),
  row('sign out',                     'Mutation.signOut',              'people, no tokens', '', 'session.sign_out'),
  row('ask for a reset link',         'Mutation.requestPasswordReset', 'everybody, signed in or not'),
  row('reset a password by a link',   'Mutation.resetPassword',        'everybody, signed in or not'),
  row('change one’s own password',    'Mutation.changePassword',       'people, no tokens', '', 'password.change'),
  row('mend one’s own name',          'Mutation.updateProfile',        'people, no tokens', '', 'user.update_profile'),
  { ...row('change a person’s address',   'Mutation.changeEmail',          'Admin only', 'USER_UPDATE',          'user.request_email_change'), gives: 'member' },
  row('change one’s own address',     'Mutation.changeEmail of oneself', 'people, no tokens', '',              'user.request_email_change'),
  row('confirm an address by a link', 'Mutation.confirmEmail',         'everybody, signed in or not'),
  row('leave the account',            'Mutation.leaveAccount',         'people, no tokens', '', 'user.leave'),
  row('end other people’s sessions',  'Mutation.revokeSession',        'Admin only', 'SESSION_REVOKE',          'session.revoke'),
  row('end one’s own sessions',       'Mutation.revokeSession of oneself', 'people, no tokens', '',            'session.revoke'),
  { ...row('invite people',                'Mutation.inviteUsers',          'Admin only', 'INVITATION_CREATE',       'invitation.create'), gives: 'member' },
  { ...row('send an invitation again',     'Mutation.resendInvitation',     'Admin only', 'INVITATION_CREATE',       'invitation.resend'), gives: 'member' },
  row('revoke an invitation',         'Mutation.revokeInvitation',     'Admin only', 'INVITATION_REVOKE',       'invitation.revoke'),
  row('accept an invitation',         'Mutation.acceptInvitation',     'everybody, signed in or not'),
  row('create groups',                'Mutation.createGroup',          'Admin only', 'GROUP_CREATE',            'group.create'),
  row('change a group',               'Mutation.updateGroup',          'Admin only', 'GROUP_UPDATE',            'group.update'),
  row('delete a group',               'Mutation.deleteGroup',          'Admin only', 'GROUP_DELETE',            'group.delete'),
  row('change a person',              'Mutation.updateUser',           'Admin only', 'USER_UPDATE',             'user.update'),
  { ...row('put people into groups',       'Mutation.setUserGroups',        'Admin only', 'GROUP_ASSIGN',            'user.set_groups'), gives: 'member' },
  { ...row('put a person into a group',    'Mutation.addMembership',        'Admin only', 'GROUP_ASSIGN',            'membership.add'), gives: 'member' },
  { ...row('take a person out of a group', 'Mutation.removeMembership',     'Admin only', 'GROUP_ASSIGN',            'membership.remove'), gives: 'member' },
  row('remove a person',              'Mutation.removeUser',           'Admin only', 'USER_REMOVE',             'user.remove'),
  row('import from a cluster',        'Mutation.importFromCluster',    'Admin only', 'CLUSTER_IMPORT',          'cluster.import'),
  row('create databases',             'Mutation.createDatabase',       'Admin only', 'DATABASE_CREATE',         'database.create'),
  row('change a database',            'Mutation.updateDatabase',       'Admin only', 'DATABASE_UPDATE',         'database.update'),
  row('rename a database',            'Mutation.renameDatabase',       'Admin only', 'DATABASE_UPDATE',         'database.rename'),
  row('label a database',             'Mutation.setDatabaseLabels',    'Admin only', 'DATABASE_UPDATE',         'database.label'),
  row('delete a database',            'Mutation.deleteDatabase',       'Admin only', 'DATABASE_DELETE',         'database.delete'),
  row('undelete a database',          'Mutation.undeleteDatabase',     'Admin only', 'DATABASE_UNDELETE',       'database.undelete'),
  row('purge a deleted database',     'Mutation.purgeDatabase',        'Admin only', 'DATABASE_PURGE',          'database.purge'),
  row('try a database’s cluster again', 'Mutation.retrySync',          'Admin only', 'DATABASE_UPDATE',         'sync.retry'),
  row('restore a database on its cluster', 'Mutation.restoreOnCluster', 'Admin only', 'DATABASE_UPDATE',       'sync.restore'),
  row('accept what a cluster has',    'Mutation.acceptFromCluster',    'Admin only', 'DATABASE_UPDATE',         'sync.accept'),
  row('create tables',                'Mutation.createTable',          'Admin only', 'TABLE_CREATE',            'table.create'),
  row('rename a table',               'Mutation.renameTable',          'Admin only', 'TABLE_UPDATE',            'table.rename'),
  row('delete a table',               'Mutation.deleteTable',          'Admin only', 'TABLE_DELETE',            'table.delete'),
  row('undelete a table',             'Mutation.undeleteTable',        'Admin only', 'TABLE_UNDELETE',          'table.undelete'),
  row('create database tokens',       'Mutation.createDatabaseToken',  'Admin and Member', 'DATABASE_TOKEN_CREATE', 'database_token.create'),
  row('change a database token',      'Mutation.updateDatabaseToken',  'Admin only', 'DATABASE_TOKEN_UPDATE',   'database_token.update'),
  row('rotate a database token',      'Mutation.rotateDatabaseToken',  'Admin only', 'DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE', 'database_token.rotate'),
  row('revoke a database token',      'Mutation.revokeDatabaseToken',  'Admin only', 'DATABASE_TOKEN_REVOKE',   'database_token.revoke'),
  row('create management tokens',     'Mutation.createManagementToken','Admin only', 'MANAGEMENT_TOKEN_CREATE', 'management_token.create'),
  row('revoke a management token',    'Mutation.revokeManagementToken','Admin only', 'MANAGEMENT_TOKEN_REVOKE', 'management_token.revoke'),
]

/** Sessions of others are seen by Admins and Auditors; no root field shows that. */
const alsoGranted: Readonly<Record<string, Who>> = { SESSION_READ: 'Admin and Auditor' }

const groupsIn: Partial<Record<Who, readonly BuiltInKey[]>> = {
  'all groups': ['admin', 'member', 'auditor'],
  'Admin and Auditor': ['admin', 'auditor'],
  'Admin and Member': ['admin', 'member'],
  'Admin only': ['admin'],
}

const permissionNames = [...new Set([...table.flatMap(({ needs }) => needs), ...Object.keys(alsoGranted)])].sort()

const groupsWith = (permission: string): readonly BuiltInKey[] => {
  const who = alsoGranted[permission] ?? table.find(({ needs }) => needs.length === 1 && needs[0] === permission)?.who
  return (who && groupsIn[who]) ?? []
}

const permissionsOf = (groups: readonly BuiltInKey[]): readonly string[] =>
  permissionNames.filter((name) => groupsWith(name).some((group) => groups.includes(group)))

/** What a token can carry: everything but the right to make tokens. */
const delegable = permissionNames.filter((name) => name !== 'MANAGEMENT_TOKEN_CREATE')

type Kind = 'anonymous' | 'person' | 'token'

interface Caller {
  readonly kind: Kind
  readonly client: Client
  readonly id: string | undefined
  readonly email: string | undefined
  readonly holds: readonly string[]
  readonly groups: readonly BuiltInKey[]
  anotherSession(): Promise<string>
}

const world = useMakers()
let account: TestAccount
let stranger: TestAccount
let admin: Visitor
let strangersAdmin: Visitor
let make: Maker
let expired: Client
let deactivated: Client
const people: Record<string, Caller> = {}
const tokens: Record<string, Caller> = {}
let anonymous: Caller

const noSession = () => Promise.reject(new Error('Only people have sessions.'))

const person = (client: Visitor, groups: readonly BuiltInKey[]): Caller => ({
  kind: 'person',
  client,
  id: client.id,
  email: client.email,
  holds: permissionsOf(groups),
  groups,
  anotherSession: async () => (await world.signIn(account, client.email, passwordOf(client.email))).sessionId,
})

const token = async (given: readonly string[], holds = given, creator: Client = admin): Promise<Caller> => {
  const made = await make.managementToken(given, creator)
  return { kind: 'token', client: made, id: made.id, email: undefined, holds, groups: [], anotherSession: noSession }
}

const given = ['DATABASE_READ', 'DATABASE_CREATE', 'DATABASE_TOKEN_CREATE', 'USER_READ', 'USER_UPDATE']

beforeAll(async () => {
  const { gateway } = world
  account = await gateway.account('Ada’s')
  stranger = await gateway.account('Bea’s')
  await noteCheck(gateway, account)
  const early = world.maker(account, account.admin)
  const [member, auditor, both, former, leaver] = await Promise.all([
    early.join(['member']),
    early.join(['auditor']),
    early.join(['member', 'auditor']),
    early.join(['admin']),
    early.join(['admin']),
  ])
  expired = account.admin
  gateway.advance(61 * 60_000)
  admin = await world.signIn(account, account.admin.email)
  strangersAdmin = await world.signIn(stranger, stranger.admin.email)
  make = world.maker(account, admin)

  // Nobody has no id and no session; whose they are that nobody asks for makes no difference.
  const { id, sessionId } = admin
  const anotherSession = async () => sessionId
  anonymous = {
    kind: 'anonymous',
    client: gateway.anonymous,
    id,
    email: undefined,
    holds: [],
    groups: [],
    anotherSession,
  }
  people['Member'] = person(await world.signIn(account, member.email), ['member'])
  people['Auditor'] = person(await world.signIn(account, auditor.email), ['auditor'])
  people['Admin'] = person(admin, ['admin'])
  people['Member and Auditor in one'] = person(await world.signIn(account, both.email), ['member', 'auditor'])

  tokens['token that was given a few permissions'] = await token(given)
  const creator = await world.signIn(account, former.email)
  tokens['token whose creator has become a Member'] = await token(
    given,
    ['DATABASE_READ', 'DATABASE_TOKEN_CREATE'],
    creator,
  )
  await admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { __typename } }', {
    input: { userId: former.id, groupIds: [account.groupIds.member] },
  })

  deactivated = await world.signIn(account, leaver.email)
  await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: leaver.id, status: 'DEACTIVATED' },
  })
})

interface Expected {
  readonly outcome: 'allowed' | 'hidden' | 'refused'
  readonly code?: 'UNAUTHENTICATED' | 'FORBIDDEN'
  readonly permission?: string
}

/** What the table says about a caller. */
function expectedOf({ field, who, needs, gives }: Row, { kind, holds }: Pick<Caller, 'kind' | 'holds'>): Expected {
  if (who === 'everybody, signed in or not') return { outcome: 'allowed' }
  if (kind === 'anonymous') return { outcome: 'refused', code: 'UNAUTHENTICATED' }
  if (who === 'every person and token') return { outcome: 'allowed' }
  if (who === 'people, no tokens') {
    return kind === 'person' ? { outcome: 'allowed' } : { outcome: 'refused', code: 'FORBIDDEN' }
  }
  const all = [...needs, ...(gives ? permissionsOf([gives]) : [])]
  const lacking = all.find((permission) => !holds.includes(permission))
  if (lacking === undefined) return { outcome: 'allowed' }
  // A caller who may not see the sessions of others does not learn that there is one.
  if (field === 'Mutation.revokeSession' && !holds.includes('SESSION_READ')) return { outcome: 'hidden' }
  return { outcome: 'refused', code: 'FORBIDDEN', permission: lacking }
}

const coordinateOf = ({ field }: Row): string => field.split(' ')[0] as string
const nameOf = (row: Row): string => fieldAt(world.schema, coordinateOf(row)).name
const isMutation = ({ field }: Row): boolean => field.startsWith('Mutation.')

const send = (row: Row, client: Client, variables: object): Promise<Answer> =>
  client.send(documentOf(world.schema, coordinateOf(row)), variables)

const variablesOf = async (row: Row, caller: Caller): Promise<object> => {
  const variables = requests[row.field]
  if (!variables) throw new Error(`test/policy/requests.ts has no request for ${row.field}.`)
  return variables(make, caller)
}

const shared = new Map<Row, Promise<object>>()

/** Objects that nobody has changed yet: those who are refused leave them as they are, so one set serves them all. */
function untouched(row: Row, caller: Caller): Promise<object> {
  const known = shared.get(row)
  if (known !== undefined) return known
  const made = variablesOf(row, caller)
  shared.set(row, made)
  return made
}

/** What the audit log must tell of the refusals of one row, by their request ids. */
type Refusals = Map<string, object>

async function tryCell(row: Row, caller: Caller, refusals: Refusals): Promise<void> {
  const expected = expectedOf(row, caller)
  if (expected.outcome === 'allowed') return tryAllowed(row, caller)
  const variables = await untouched(row, caller)
  const before = await stateOf(world.gateway, account.id)
  const { status, data, errors } = await send(row, caller.client, variables)

  expect(status).toBe(200)
  expect(data).toEqual({ [nameOf(row)]: null })
  expect(errors).toHaveLength(1)
  const { code, permission, wouldBeGrantedBy } = errors[0]?.extensions ?? {}
  if (expected.outcome === 'hidden') expect(code).toBe('NOT_FOUND')
  else {
    expect({ code, permission }).toEqual({ code: expected.code, permission: expected.permission })
    expect(wouldBeGrantedBy).toEqual(expected.permission && groupsWith(expected.permission))
  }
  expect(await stateOf(world.gateway, account.id)).toBe(before)
  if (caller.kind === 'anonymous') return
  refusals.set(errors[0]?.extensions.requestId as string, {
    action: row.action,
    outcome: expected.outcome === 'hidden' ? 'FAILED' : 'DENIED',
    errorCode: code,
    actorId: caller.id,
  })
}

const fresh = ({ email = '' }: Caller): Promise<Client> => world.signIn(account, email, passwordOf(email))

/** A session that is signed out is good for nothing more, and neither is a person who has left. */
async function whoTries({ field }: Row, caller: Caller): Promise<Client> {
  if (field === 'Mutation.signOut') return fresh(caller)
  return field === 'Mutation.leaveAccount' ? make.join(caller.groups) : caller.client
}

async function tryAllowed(row: Row, caller: Caller): Promise<void> {
  const client = await whoTries(row, caller)
  const { status, data, errors } = await send(row, client, await variablesOf(row, caller))

  expect(status).toBe(200)
  expect(errors).toEqual([])
  // `viewer` is nobody for the anonymous; `node` hides by null what a caller may not see.
  const nobody = row.field === 'Query.viewer' && caller.kind === 'anonymous'
  if (!nobody && row.field !== 'Query.node') expect(data[nameOf(row)]).not.toBeNull()
}

async function eventsOf(requestId: string) {
  const { auditEvents } = await admin.run(
    `query ($requestId: String) { auditEvents(filter: { requestId: $requestId }) {
      nodes { action outcome errorCode actorId } } }`,
    { requestId },
  )
  return auditEvents.nodes
}

describe('the table', () => {
  it('has a row for every field of Query and Mutation, and for no other', () => {
    const fields = coordinatesOf(world.schema)
      .filter(({ type }) => (rootTypes as readonly string[]).includes(type))
      .map(({ type, field }) => `${type}.${field.name}`)

    expect([...new Set(table.map(coordinateOf))].sort()).toEqual(fields.sort())
  })

  it('speaks of every permission that can be granted, and of no other', () => {
    const type = world.schema.getType('Permission') as unknown as { getValues(): { name: string }[] }

    expect(permissionNames).toEqual(
      type
        .getValues()
        .map(({ name }) => name)
        .sort(),
    )
  })

  it('is what `viewer` and `groups` tell', async () => {
    for (const { client, holds } of Object.values(people)) {
      const { viewer } = await client.run('{ viewer { permissions user { permissions } } }')
      expect([...viewer.permissions].sort()).toEqual(holds)
      expect([...viewer.user.permissions].sort()).toEqual(holds)
    }
    for (const { client, holds } of Object.values(tokens)) {
      const { viewer } = await client.run('{ viewer { permissions } }')
      expect([...viewer.permissions].sort()).toEqual([...holds].sort())
    }
    const { groups } = await admin.run('{ groups { nodes { key permissions } } }')
    for (const { key, permissions } of groups.nodes) expect([...permissions].sort()).toEqual(permissionsOf([key]))
  })
})

const personNames = ['Member', 'Auditor', 'Admin', 'Member and Auditor in one']
const tokenNames = ['token that was given a few permissions', 'token whose creator has become a Member']

for (const row of table) {
  describe(`${row.words} (${row.field}): ${row.who}`, () => {
    // Open to all, so that nothing has to stay as it was, and slow because of the passwords.
    const test = row.who === 'everybody, signed in or not' ? it.concurrent : it
    // A token is nobody's self, so that there is nothing of its own for it to ask for.
    const ownOnly = row.field.endsWith('of oneself') && row.who === 'people, no tokens'
    const refusals: Refusals = new Map()

    test('the anonymous caller', () => tryCell(row, anonymous, refusals))
    for (const name of personNames) test(name, () => tryCell(row, people[name] as Caller, refusals))
    for (const name of ownOnly ? [] : tokenNames) {
      test(`a ${name}`, () => tryCell(row, tokens[name] as Caller, refusals))
    }
    for (const need of row.needs) {
      it(`a token with everything but ${need}`, async () => {
        await tryCell(row, await token(delegable.filter((permission) => permission !== need)), refusals)
      })
    }
    if (row.needs.length > 0 && row.needs.every((need) => delegable.includes(need))) {
      const { words, besides } = givenWith(row)
      it(`a token with ${row.needs.join(' and ')}${words}, and nothing else`, async () => {
        await tryCell(row, await token([...row.needs, ...besides]), refusals)
      })
    }
    if (isMutation(row) && row.who !== 'everybody, signed in or not' && !ownOnly) {
      it('is in the audit log for everyone who was refused', async () => {
        expect(refusals.size).toBeGreaterThan(0)
        for (const [requestId, event] of refusals) expect(await eventsOf(requestId)).toEqual([event])
      })
    }
    if (row.needs.length > 0) it('another account’s Admin, who finds nothing here', () => tryAsStranger(row))
  })
}

/** What a token must carry besides what a row needs: all that the group grants which the request gives. */
const givenWith = ({ gives }: Row): { words: string; besides: readonly string[] } =>
  gives ? { words: ` and all that a ${gives} may`, besides: permissionsOf([gives]) } : { words: '', besides: [] }

async function tryAsStranger(row: Row): Promise<void> {
  const variables = await untouched(row, anonymous)
  const before = await stateOf(world.gateway, account.id, true)
  const { data, errors, text } = await send(row, strangersAdmin, variables)

  const ours = idsOf(before)
  expect(ours.filter((id) => text.includes(id))).toEqual([])
  for (const { extensions } of errors) expect(extensions.code).toBe('NOT_FOUND')
  // Each row of `inviteUsers` is refused by itself; the lists are of the other account.
  const named = ours.some((id) => JSON.stringify(variables).includes(id))
  if (named && row.field !== 'Mutation.inviteUsers') expect(data).toEqual({ [nameOf(row)]: null })
  expect(await stateOf(world.gateway, account.id, true)).toBe(before)
}

describe('a credential that is no longer good', () => {
  it.each([
    ['a session that has expired', () => expired],
    ['the session of somebody who was deactivated', () => deactivated],
  ])('%s is HTTP 401 for every field, also for those that are open to all', async (_case, client) => {
    const asked: Answer[] = []
    const variables = new Map<Row, object>()
    for (const row of table) variables.set(row, row.field.endsWith('of oneself') ? {} : await untouched(row, anonymous))
    const before = await stateOf(world.gateway, account.id, true)
    for (const row of table) asked.push(await send(row, client(), variables.get(row) ?? {}))

    for (const { status, data, errors } of asked) {
      expect({ status, data }).toEqual({ status: 401, data: undefined })
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED'])
    }
    expect(await stateOf(world.gateway, account.id, true)).toBe(before)
  })
})

import { write } from '../../src/database-tokens/token-usage.store.ts'
import { type BuiltInKey, groupKeys } from '../../src/policy/groups.ts'
import { allPermissions } from '../../src/policy/permissions.ts'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { noteWork } from '../clusters/note-work.ts'
import { noteCheck } from '../dataplane/checks.ts'
import { type Member, password, secretOf, type TestAccount, type TestGateway } from '../gateway.ts'
import { customGroup, everyPart, makeGroup } from '../groups/custom-groups.ts'
import { limitTo, ofDatabases } from '../reach/scoped.ts'
import { day } from '../times.ts'

/** An account with objects of each kind in every state that they can be in. */
export interface Furniture {
  readonly account: TestAccount
  /** In the order of their making, which is the same for each account; the last two are not there. */
  readonly ids: readonly string[]
  /** Secrets of invitations, one in each state. */
  readonly invitationSecrets: readonly string[]
  readonly people: Readonly<Record<BuiltInKey, Member>>
  readonly scopedSecret: string
}

/** A furnished gateway, and everybody who may ask it. */
export interface Furnished {
  readonly gateway: TestGateway
  readonly ids: readonly string[]
  readonly invitationSecrets: readonly string[]
  readonly credentials: Readonly<Record<CallerName, string | undefined>>
  /** A management token's that may read what its own `viewer` shows. */
  readonly readerSecret: string
}

/** The callers that a gateway may have, with their different rights. */
export const callerNames = [
  'anonymous',
  'Admin',
  'Member',
  'Auditor',
  'scoped management token',
  'limited person',
  'token of a limited person',
  'Admin of another account',
  'person whose groups are gone',
  'management token that may do nothing any more',
] as const

/** Whom it does not let in any more. */
export const refusedNames = ['deactivated person', 'revoked management token', 'nobody’s token'] as const

type CallerName = (typeof callerNames)[number] | (typeof refusedNames)[number]

/** Options of a gateway whose callers send documents by the thousands. */
export const manyPoints = {
  environment: {
    CLUSTERGATE_POINTS_PER_MINUTE: '100000000',
    CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '100000000',
  },
}

export async function furnishWorld(gateway: TestGateway, first: TestAccount): Promise<Furnished> {
  const { account, ids, invitationSecrets, people, scopedSecret } = await furnish(gateway, first)
  const { admin } = account

  const demoted = await account.join('dee@example.com', ['admin'])
  const powerless = await makeToken(demoted, ['AUDIT_READ', 'USER_READ'])
  await admin.run(setGroups, { input: { userId: demoted.id, groupIds: [account.groupIds.member] } })
  const lonely = await account.join('lou@example.com', ['member'])
  // No door leaves a person without groups; should a row be lost, nothing is granted.
  await gateway.db.deleteFrom('user_groups').where('user_id', '=', lonely.id).execute()
  const deactivated = await account.join('dan@example.com', ['admin'])
  await admin.run(updateUser, { input: { id: deactivated.id, status: 'DEACTIVATED' } })
  const revoked = await makeToken(admin, ['USER_READ'])
  await admin.run(revokeManagementToken, { id: revoked.id })

  const limited = await furnishLimited(gateway, account)
  const stranger = await gateway.account('Another account')
  // What no door does: somebody has changed an event in the store.
  await gateway.db
    .updateTable('audit_events')
    .set({ actor_label: 'somebody else' })
    .where('account_id', '=', stranger.id)
    .where('sequence', '=', 2)
    .execute()
  const credentials = {
    anonymous: undefined,
    Admin: admin.token,
    Member: people.member.token,
    Auditor: people.auditor.token,
    'scoped management token': scopedSecret,
    'limited person': limited.person.token,
    'token of a limited person': limited.secret,
    'Admin of another account': stranger.admin.token,
    'person whose groups are gone': lonely.token,
    'management token that may do nothing any more': powerless.secret,
    'deactivated person': deactivated.token,
    'revoked management token': revoked.secret,
    'nobody’s token': 'cgm_nobody',
  }
  const reader = await makeToken(admin, ['ACCOUNT_READ', 'MANAGEMENT_TOKEN_READ', 'USER_READ', 'GROUP_READ'])
  return { gateway, ids, invitationSecrets, credentials, readerSecret: reader.secret }
}

/** Somebody who holds everything on some databases and on one cluster, and on the whole account if they had a second factor. */
async function furnishLimited(gateway: TestGateway, account: TestAccount) {
  const person = await account.join('lim@example.com', ['member'])
  const clusterIds = [account.clusterIds[0] as string]
  await limitTo(gateway, account, person, [
    { permissions: ofDatabases(), on: { databases: { namePrefix: 'a' } } },
    { permissions: ['CLUSTER_READ'], on: { clusterIds } },
    {
      permissions: ['ACCOUNT_READ', 'GROUP_READ', 'MANAGEMENT_TOKEN_READ', 'MANAGEMENT_TOKEN_CREATE'],
      on: { account: true },
    },
  ])
  const { secret } = await makeToken(person, [...ofDatabases(/READ/), 'CLUSTER_READ', 'ACCOUNT_READ'])
  const grants = [{ permissions: allPermissions, on: { account: true as const } }]
  await customGroup(gateway, account, 'second-factor', { conditions: { mfa: true }, grants }, person)
  return { person, secret }
}

/** Puts the same things into any account. */
export async function furnish(gateway: TestGateway, account: TestAccount): Promise<Furniture> {
  await noteCheck(gateway, account)
  const { admin, clusterIds, groupIds } = account
  const member = await account.join('mel@example.com', ['member'])
  const auditor = await account.join('ann@example.com', ['auditor'])
  const databaseIds = await furnishDatabases(account)
  const groupId = await furnishGroup(account, databaseIds[0] as string)
  const tableIds = await furnishTables(admin, databaseIds[0] as string)
  const tokenIds = await furnishTokens(gateway, account, databaseIds[0] as string)
  await noteWork(gateway, account, { databaseIds, tableIds, tokenIds })
  const { invitationIds, secrets } = await furnishInvitations(gateway, account)
  const { managementTokenIds, scopedSecret } = await furnishManagementTokens(gateway, admin)
  const sessionIds = await furnishSessions(gateway, member)
  const userIds = await furnishUsers(account)
  // A refused attempt is an event, too.
  await auditor.send(
    'mutation ($id: ID!) { deleteDatabase(input: { id: $id, confirmName: "alpha" }) { database { id } } }',
    {
      id: databaseIds[0],
    },
  )
  await linkUnreachable(gateway, account, clusterIds[1] as string)
  // As the search for drift leaves it.
  await gateway.db
    .updateTable('cluster_links')
    .set({ drift_checked_at: past(), unmanaged_databases: 2, unmanaged_credentials: 1 })
    .where('account_id', '=', account.id)
    .execute()
  const { auditEvents } = await admin.run('{ auditEvents(first: 2) { nodes { id } } }')
  const { viewer } = await admin.run('{ viewer { session { id } } }')
  return {
    account,
    people: { admin, member, auditor },
    invitationSecrets: secrets,
    scopedSecret,
    ids: [
      ...[account.id, ...clusterIds, ...databaseIds, ...tableIds, ...tokenIds, ...invitationIds],
      ...[...managementTokenIds, viewer.session.id, ...sessionIds, ...groupKeys.map((key) => groupIds[key]), groupId],
      ...[admin.id, member.id, auditor.id, ...userIds],
      ...auditEvents.nodes.map(({ id }: { id: string }) => id),
      'database_00000000-0000-4000-8000-000000000000',
      'nonsense',
    ],
  }
}

/** A custom group of every part, which never counts here, with an Admin in it for a while. */
async function furnishGroup({ admin, clusterIds }: TestAccount, databaseId: string): Promise<string> {
  const { id } = await makeGroup(admin, 'every-part', everyPart(clusterIds[0] as string, databaseId))
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await admin.run(addMembership, { input: { userId: admin.id, groupId: id, until, reason: 'INC-42' } })
  return id
}

const addMembership = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'
const setGroups = 'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }'
const setLabels = 'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { database { id } } }'
const updateUser = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }'
const revokeManagementToken = 'mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }'

const past = () => Date.now() - 60_000

/** Runs a mutation that answers with one object, and gives its id. */
async function idOf(client: Member, field: string, type: string, input: object | string): Promise<string> {
  const isId = typeof input === 'string'
  const query = `mutation ($it: ${isId ? 'ID' : type}!) { ${field}(${isId ? 'id' : 'input'}: $it) { it: ${objectOf(field)} { id } } }`
  const { [field]: payload } = await client.run(query, { it: input })
  return payload.it.id
}

const objectOf = (field: string): string =>
  (/(Table|Database|Invitation)$/.exec(field)?.[1] ?? 'Token').replace(/^./, (letter) => letter.toLowerCase())

/** Active, changed, renamed, deleted, and brought back. */
async function furnishDatabases({ admin, clusterIds }: TestAccount): Promise<string[]> {
  const partitionTemplate = [
    { kind: 'TIME', value: '%Y-%m' },
    { kind: 'TAG', value: 'host' },
    { kind: 'TAG_BUCKET', value: 'city', buckets: 10 },
  ]
  const ids: string[] = []
  for (const [at, name] of ['alpha', 'beta/autogen', 'gamma', 'delta', 'epsilon'].entries()) {
    const input = {
      clusterId: clusterIds[at % 2],
      name,
      retentionPeriod: '30d',
      ...(at === 0 && { partitionTemplate }),
    }
    ids.push(await idOf(admin, 'createDatabase', 'CreateDatabaseInput', input))
  }
  await idOf(admin, 'updateDatabase', 'UpdateDatabaseInput', { id: ids[1], retentionPeriod: null, maxTables: 7 })
  await idOf(admin, 'renameDatabase', 'RenameInput', { id: ids[2], name: 'gamma-renamed' })
  const labels = [
    { key: 'team', value: 'ops' },
    { key: 'stage', value: 'production' },
  ]
  await admin.run(setLabels, { input: { id: ids[0], labels } })
  await idOf(admin, 'deleteDatabase', 'DeleteInput', { id: ids[3], confirmName: 'delta' })
  await idOf(admin, 'deleteDatabase', 'DeleteInput', { id: ids[4], confirmName: 'epsilon' })
  await idOf(admin, 'undeleteDatabase', '', ids[4] as string)
  return ids
}

/** With a template of its own, or without; renamed, deleted, and brought back. */
async function furnishTables(admin: Member, databaseId: string): Promise<string[]> {
  const ids: string[] = []
  for (const name of ['cpu', 'mem', 'disk', 'net']) {
    const own = name === 'cpu' && { partitionTemplate: [{ kind: 'TIME', value: '%Y' }] }
    ids.push(await idOf(admin, 'createTable', 'CreateTableInput', { databaseId, name, ...own }))
  }
  await idOf(admin, 'renameTable', 'RenameInput', { id: ids[1], name: 'mem-renamed' })
  await idOf(admin, 'deleteTable', 'DeleteInput', { id: ids[2], confirmName: 'disk' })
  await idOf(admin, 'deleteTable', 'DeleteInput', { id: ids[3], confirmName: 'net' })
  await idOf(admin, 'undeleteTable', '', ids[3] as string)
  return ids
}

/** For one database, for all, and for none; changed, used, revoked, expired, rotated, and the successor of that. */
async function furnishTokens(
  gateway: TestGateway,
  { id: accountId, admin, clusterIds }: TestAccount,
  databaseId: string,
): Promise<string[]> {
  const make = (description: string, permissions: readonly object[], more = {}) =>
    idOf(admin, 'createDatabaseToken', 'CreateDatabaseTokenInput', {
      ...{ clusterId: clusterIds[0], description, permissions },
      ...more,
    })
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const ids = [
    await make('“quoted” one', [{ action: 'READ', databaseId }]),
    await make('“quoted” *', [{ action: 'WRITE', databaseId: '*' }]),
    await make('nothing', []),
    await make('revoked', [{ action: 'READ', databaseId }]),
    await make('expired', [{ action: 'READ', databaseId }], { expiresAt }),
    await make('rotated', [{ action: 'READ', databaseId }], { expiresAt }),
  ]
  await idOf(admin, 'updateDatabaseToken', 'UpdateDatabaseTokenInput', { id: ids[2], description: 'changed' })
  await idOf(admin, 'revokeDatabaseToken', '', ids[3] as string)
  const table = () => gateway.db.updateTable('database_tokens')
  await table()
    .set({ last_used_at: past() })
    .where('id', '=', ids[0] as string)
    .execute()
  const today = Date.now() - (Date.now() % day)
  const counts = { processId: 'one', reads: 2, writes: 3, denials: 1, lastUsedAt: undefined }
  await write(gateway.db, accountId, [{ tokenId: ids[0] as string, day: today, ...counts }])
  await table()
    .set({ expires_at: past() })
    .where('id', '=', ids[4] as string)
    .execute()
  return [...ids, await idOf(admin, 'rotateDatabaseToken', 'RotateTokenInput', { id: ids[5] })]
}

const inviteUsers =
  'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link invitation { id } } } }'

/** Pending, sent again, revoked, expired, and accepted. */
async function furnishInvitations(gateway: TestGateway, { admin, groupIds }: TestAccount) {
  const attributes = [{ key: 'team', value: 'metrics' }]
  const invitations = ['pending', 'resent', 'revoked', 'expired', 'accepted'].map((name) => ({
    ...{ email: `${name}@example.com`, groupIds: [groupIds.member, groupIds.auditor], attributes },
  }))
  const answer = await admin.run(inviteUsers, { input: { invitations } })
  const results: { link: string; invitation: { id: string } }[] = answer.inviteUsers.results
  const [, resent, revoked, expired] = results.map(({ invitation }) => invitation.id)
  await idOf(admin, 'resendInvitation', '', resent as string)
  await idOf(admin, 'revokeInvitation', '', revoked as string)
  await gateway.db
    .updateTable('invitations')
    .set({ expires_at: past() })
    .where('id', '=', expired as string)
    .execute()
  const secrets = results.map(({ link }) => secretOf(link))
  await gateway.anonymous.run(
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { user { id } } }',
    { input: { secret: secrets[4], name: 'Accepted', password } },
  )
  return { invitationIds: results.map(({ invitation }) => invitation.id), secrets }
}

/** Used, with an end, revoked, and expired. */
async function furnishManagementTokens(gateway: TestGateway, admin: Member) {
  const scoped = await makeToken(admin, ['DATABASE_READ', 'DATABASE_TOKEN_READ', 'MANAGEMENT_TOKEN_READ'])
  await gateway.as(scoped.secret).run('{ viewer { permissions } }')
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const [ending, revoked, expired] = [
    await makeToken(admin, ['USER_READ'], expiresAt),
    await makeToken(admin, ['USER_READ']),
    await makeToken(admin, ['USER_READ'], expiresAt),
  ]
  await admin.run(revokeManagementToken, { id: revoked.id })
  await gateway.db.updateTable('management_tokens').set({ expires_at: past() }).where('id', '=', expired.id).execute()
  return {
    managementTokenIds: [scoped.id, ending.id, revoked.id, expired.id],
    scopedSecret: scoped.secret,
  }
}

async function makeToken(
  creator: Member,
  permissions: readonly string[],
  expiresAt: string | null = null,
): Promise<{ secret: string; id: string }> {
  const { createManagementToken } = await creator.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
    { input: { description: 'ci', permissions, expiresAt } },
  )
  return { secret: createManagementToken.secret, id: createManagementToken.token.id }
}

/** One of another device, and one that is over. */
async function furnishSessions(gateway: TestGateway, member: Member): Promise<string[]> {
  const ids: string[] = []
  for (const ends of [false, true]) {
    const { signIn } = await gateway.anonymous.run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email: member.email, password: member.password, accountId: await accountOf(member) } },
    )
    const other = gateway.as(signIn.accessToken)
    const { viewer } = await other.run('{ viewer { session { id } } }')
    ids.push(viewer.session.id)
    if (ends) await other.run('mutation { signOut { ok } }')
  }
  return ids
}

async function accountOf(member: Member): Promise<string> {
  const { viewer } = await member.run('{ viewer { account { id } } }')
  return viewer.account.id
}

/** Deactivated, with attributes, and removed. */
async function furnishUsers(account: TestAccount): Promise<string[]> {
  const { admin } = account
  const inactive = await account.join('ina@example.com', ['member'])
  const attributes = [{ key: 'team', value: 'metrics' }]
  await admin.run(updateUser, { input: { id: inactive.id, status: 'DEACTIVATED', attributes } })
  const removed = await account.join('rem@example.com', ['member'])
  await admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: removed.id })
  const moving = await account.join('mov@example.com', ['member'])
  await admin.run('mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { link } }', {
    input: { userId: moving.id, email: 'moved@example.com' },
  })
  return [inactive.id, removed.id, moving.id]
}

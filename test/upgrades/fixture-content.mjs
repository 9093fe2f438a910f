import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** What is read at the end: each list, in fields that stay as they are when somebody looks. */
const documents = [
  '{ account { id name } clusters { totalCount nodes { id name url } } }',
  '{ groups { nodes { id key members(first: 20) { nodes { email } } } } }',
  `{ users(first: 50, filter: { statuses: [ACTIVE, DEACTIVATED] }) { totalCount nodes {
    id email name status version attributes { key value } groups { key } invitation { id } } } }`,
  `{ invitations(first: 50, filter: { statuses: [PENDING, ACCEPTED, EXPIRED, REVOKED] }) { totalCount nodes {
    id email status createdAt expiresAt acceptedAt revokedAt groups { key } invitedBy { email } } } }`,
  `{ databases(first: 10, filter: { statuses: [ACTIVE, DELETED] }) { totalCount nodes {
    id name status version retentionPeriod maxTables deletedAt partitionTemplate { kind value }
    tables(first: 10, filter: { statuses: [ACTIVE, DELETED] }) { nodes { id name status inheritsPartitionTemplate } } tokens(first: 10) { nodes { id } } } } }`,
  `{ databaseTokens(first: 20, filter: { statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED] }) { totalCount nodes {
    id description status prefix createdAt expiresAt revokedAt createdBy { email }
    rotatedFrom { id } replacedBy { id } permissions { action allDatabases database { name } } } } }`,
  `{ managementTokens(first: 20, filter: { statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED] }) { totalCount nodes {
    id description status prefix permissions expiresAt revokedAt createdBy { email } } } }`,
  `{ auditEvents(last: 100) { totalCount nodes {
    id sequence action outcome actorLabel resourceId resourceLabel hash previousHash } } }`,
  '{ verifyAuditLog { intact checked headHash } }',
]

/**
 * Fills a store through the front door of its version: people of all groups and states, invitations, sessions,
 * databases, tables and tokens of every status, mail that was written and mail that waits, in two accounts. Answers with
 * the secrets, what each of them opens, and what lists told at the end.
 */
export async function fill({ start, command, password }) {
  const accounts = []
  const first = await start()
  accounts.push(await fillFirst(first.url, password))
  await first.stop()
  accounts.push(await fillSecond({ start, command }))
  // From now on there is a mail server, which does not answer.
  const later = await start({ SMTP_URL: 'smtp://127.0.0.1:1' })
  await leaveMail(later.url, accounts[0], command)
  // What was made to expire has expired.
  await delay(2_500)
  for (const account of accounts) await look(later.url, account)
  const madeAt = Date.now()
  await later.stop()
  return { madeAt, documents, accounts }
}

const inOneSecond = () => new Date(Date.now() + 1_500).toISOString()
const inOneYear = () => new Date(Date.now() + 365 * 86_400_000).toISOString()
const secretOf = (link) => link.slice(link.indexOf('#') + 1)

/** Somebody who calls the gateway; throws with the first error. */
const clientOf = (url, token) => async (query, variables) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await response.json()
  if (errors) throw Object.assign(new Error(JSON.stringify(errors[0])), { code: errors[0].extensions.code })
  return data
}

/** Signs in; the session is one of those that are known. */
async function signIn(url, account, email, password, client) {
  const { signIn } = await clientOf(url)(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken session { id } } }',
    { input: { email, password, client } },
  )
  const session = { email, client, id: signIn.session.id, secret: signIn.accessToken, isAccepted: true }
  account.sessions.push(session)
  return session
}

const newAccount = (name) => ({
  name,
  people: [],
  sessions: [],
  invitations: [],
  databaseTokens: [],
  managementTokens: [],
  emailChanges: [],
})

async function invite(run, account, email, groupKeys, more = {}) {
  const { inviteUsers } = await run(
    `mutation ($input: InviteUsersInput!) {
      inviteUsers(input: $input) { results { link error { message } invitation { id status } } } }`,
    { input: { invitations: [{ email, groupKeys, ...more.invitation }], ...more.input } },
  )
  const [{ link, error, invitation }] = inviteUsers.results
  if (error) throw new Error(error.message)
  const known = { id: invitation.id, email, groupKeys, secret: link && secretOf(link), status: 'PENDING' }
  account.invitations.push(known)
  return known
}

/** Somebody joins by an invitation. */
async function join(url, account, invitation, name) {
  const password = `tall order ${account.people.length + 1} of nine`
  const { acceptInvitation } = await clientOf(url)(
    `mutation ($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) { accessToken session { id } user { id } } }`,
    { input: { secret: invitation.secret, name, password } },
  )
  invitation.status = 'ACCEPTED'
  const { accessToken, session, user } = acceptInvitation
  const { email } = invitation
  account.sessions.push({ email, client: 'joining', id: session.id, secret: accessToken, isAccepted: true })
  const person = { id: user.id, email, password, groupKeys: invitation.groupKeys, isAccepted: true }
  account.people.push(person)
  return { ...person, run: clientOf(url, accessToken) }
}

const createDatabase = async (run, input) =>
  (
    await run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }', {
      input,
    })
  ).createDatabase.database.id

const createTable = async (run, input) =>
  (await run('mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }', { input }))
    .createTable.table.id

async function createDatabaseToken(run, account, input, status = 'ACTIVE') {
  const { createDatabaseToken } = await run(
    `mutation ($input: CreateDatabaseTokenInput!) {
      createDatabaseToken(input: $input) { secret token { id } } }`,
    { input },
  )
  const { secret, token } = createDatabaseToken
  const known = { id: token.id, description: input.description, secret, status }
  account.databaseTokens.push(known)
  return known
}

async function rotate(run, account, token, overlap) {
  const { rotateDatabaseToken } = await run(
    `mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { secret token { id } } }`,
    { input: { id: token.id, overlap } },
  )
  token.status = overlap === '0s' ? 'EXPIRED' : 'REPLACED'
  const { secret, token: successor } = rotateDatabaseToken
  const known = { id: successor.id, description: token.description, secret, status: 'ACTIVE' }
  account.databaseTokens.push(known)
  return known
}

async function createManagementToken(run, account, input, status = 'ACTIVE') {
  const { createManagementToken } = await run(
    `mutation ($input: CreateManagementTokenInput!) {
      createManagementToken(input: $input) { secret token { id } } }`,
    { input },
  )
  const { secret, token } = createManagementToken
  const known = { id: token.id, description: input.description, secret, status, permissions: input.permissions }
  account.managementTokens.push(known)
  return known
}

async function fillFirst(url, password) {
  const account = newAccount('Nordgrid')
  const session = await signIn(url, account, 'ada@example.com', password, 'laptop')
  const ada = clientOf(url, session.secret)
  const { viewer, clusters } = await ada('{ viewer { user { id } account { id } } clusters { nodes { id } } }')
  account.id = viewer.account.id
  account.people.push({
    ...{ id: viewer.user.id, email: 'ada@example.com', password },
    ...{ groupKeys: ['admin'], isAccepted: true },
  })
  await fillPeople(url, account, ada)
  await fillDatabases(account, ada, clusters.nodes[0].id)
  return account
}

async function fillPeople(url, account, ada) {
  const joined = async (email, groupKeys, name, more) =>
    join(url, account, await invite(ada, account, email, groupKeys, more), name)
  const team = { invitation: { attributes: [{ key: 'team', value: 'ops' }] } }
  const mel = await joined('mel@example.com', ['member'], 'Mél', team)
  await joined('audrey@example.com', ['auditor'], 'Audrey', {})
  const max = await joined('max@example.com', ['member', 'auditor'], 'Straße', {})
  const dora = await joined('dora@example.com', ['member'], 'Dora', {})
  const rita = await joined('rita@example.com', ['admin'], 'Rita', {})
  for (const client of ['laptop', 'phone', 'lost phone']) await signIn(url, account, mel.email, mel.password, client)
  const ended = account.sessions.filter(({ client }) => client === 'lost phone' || client === 'phone')
  await ada('mutation ($id: ID!) { revokeSession(id: $id) { __typename } }', { id: ended[1].id })
  await clientOf(url, ended[0].secret)('mutation { signOut { __typename } }')
  for (const session of ended) session.isAccepted = false

  const pia = await invite(ada, account, 'pia@example.com', ['member'], team)
  const { resendInvitation } = await ada(
    'mutation ($id: ID!) { resendInvitation(id: $id) { link invitation { id } } }',
    { id: pia.id },
  )
  account.invitations.push({ ...pia, status: 'REPLACED' })
  pia.secret = secretOf(resendInvitation.link)
  await invite(ada, account, 'peter@example.com', ['admin', 'auditor'], { input: { expiresIn: '30d' } })
  const shortly = await invite(ada, account, 'eve@example.com', ['member'], { input: { expiresIn: '1h' } })
  shortly.expiresWithin = '1h'
  const rex = await invite(ada, account, 'rex@example.com', ['member'], {})
  await ada('mutation ($id: ID!) { revokeInvitation(id: $id) { __typename } }', { id: rex.id })
  rex.status = 'REVOKED'
  await invite(rita.run, account, 'ned@example.com', ['member'], {})
  await ada('mutation ($id: ID!) { removeUser(id: $id) { __typename } }', { id: rita.id })
  account.invitations.at(-1).status = 'REVOKED'
  const input = { id: dora.id, status: 'DEACTIVATED' }
  await ada('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', { input })
  for (const { email } of [rita, dora]) {
    account.people.find((person) => person.email === email).isAccepted = false
    for (const session of account.sessions) if (session.email === email) session.isAccepted = false
  }
  const { changeEmail } = await ada('mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { link } }', {
    input: { userId: max.id, email: 'maximilian@example.com' },
  })
  account.emailChanges.push({ userId: max.id, email: 'maximilian@example.com', secret: secretOf(changeEmail.link) })

  const permissions = ['ACCOUNT_READ', 'USER_READ', 'GROUP_READ', 'INVITATION_CREATE', 'INVITATION_READ']
  const may = [...permissions, 'CLUSTER_READ', 'DATABASE_READ', 'TABLE_READ', 'DATABASE_TOKEN_READ']
  may.push('DATABASE_TOKEN_CREATE')
  const onboarding = await createManagementToken(ada, account, { description: 'onboarding', permissions: may })
  await invite(clientOf(url, onboarding.secret), account, 'tess@example.com', ['member'], {})
  await createManagementToken(ada, account, {
    ...{ description: 'reports, Überblick', permissions: ['AUDIT_READ', 'DATABASE_READ'] },
    expiresAt: inOneYear(),
  })
  const leaked = await createManagementToken(ada, account, { description: 'leaked', permissions }, 'REVOKED')
  await ada('mutation ($id: ID!) { revokeManagementToken(id: $id) { __typename } }', { id: leaked.id })
  await createManagementToken(ada, account, { description: 'trial', permissions, expiresAt: inOneSecond() }, 'EXPIRED')
  await mel.run('{ auditEvents { totalCount } }').catch(() => {})
  await mel.run('mutation { createDatabase(input: { clusterId: "x", name: "x" }) { __typename } }').catch(() => {})
  await signIn(url, account, mel.email, 'a wrong pass-phrase', 'somebody').catch(() => {})
}

async function fillDatabases(account, ada, clusterId) {
  const ids = {}
  for (const [name, more] of Object.entries({
    metrics: { retentionPeriod: '30d' },
    logs: { maxTables: 3, partitionTemplate: [{ kind: 'TIME', value: '%Y-%m' }] },
    archive: {},
    scratch: {},
  })) {
    ids[name] = await createDatabase(ada, { clusterId, name, ...more })
  }
  for (const name of ['cpu', 'memory', 'old']) {
    const partitionTemplate = [
      { kind: 'TIME', value: '%Y' },
      { kind: 'TAG', value: 'host' },
    ]
    const id = await createTable(ada, {
      ...{ databaseId: ids.metrics, name },
      ...(name === 'memory' && { partitionTemplate }),
    })
    const input = { id, confirmName: name }
    if (name === 'old')
      await ada('mutation ($input: DeleteInput!) { deleteTable(input: $input) { __typename } }', { input })
  }
  for (const name of ['archive', 'scratch']) {
    const input = { id: ids[name], confirmName: name }
    await ada('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { __typename } }', { input })
  }
  await ada('mutation ($id: ID!) { undeleteDatabase(id: $id) { __typename } }', { id: ids.archive })
  const renaming = { input: { id: ids.archive, name: 'attic' } }
  await ada('mutation ($input: RenameInput!) { renameDatabase(input: $input) { __typename } }', renaming)

  const on = (databaseId, ...actions) => actions.map((action) => ({ action, databaseId }))
  await createDatabaseToken(ada, account, {
    ...{ clusterId, description: 'Straßenlaternen', permissions: on(ids.metrics, 'WRITE') },
    expiresAt: inOneYear(),
  })
  await createDatabaseToken(ada, account, { clusterId, description: 'everything', permissions: on('*', 'READ') })
  const ingest = await createDatabaseToken(ada, account, {
    ...{ clusterId, description: 'ingest', permissions: [...on(ids.metrics, 'WRITE'), ...on(ids.logs, 'WRITE')] },
  })
  const second = await rotate(ada, account, ingest, '0s')
  await rotate(ada, account, second, '7d')
  const lost = await createDatabaseToken(ada, account, { clusterId, description: 'lost', permissions: [] }, 'REVOKED')
  await ada('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { __typename } }', { id: lost.id })
  const trial = { clusterId, description: 'trial', permissions: on(ids.logs, 'READ'), expiresAt: inOneSecond() }
  await createDatabaseToken(ada, account, trial, 'EXPIRED')
}

async function fillSecond({ start, command }) {
  const account = newAccount('Example Inc')
  const created = JSON.parse(
    command(
      ...['account', 'create', account.name, '--admin', 'grace@example.net'],
      ...['--cluster', 'main=https://main.example.net', '--format', 'json'],
    ),
  )
  account.id = created.accountId
  const { url, stop } = await start()
  const invitation = { email: 'grace@example.net', groupKeys: ['admin'], secret: secretOf(created.invitationLink) }
  account.invitations.push(invitation)
  const grace = await join(url, account, invitation, 'Grace')
  const [clusterId] = created.clusterIds
  const databaseId = await createDatabase(grace.run, { clusterId, name: 'metrics' })
  await createTable(grace.run, { databaseId, name: 'cpu' })
  const permissions = [{ action: 'READ', databaseId }]
  await createDatabaseToken(grace.run, account, { clusterId, description: 'grafana', permissions })
  await stop()
  return account
}

/** Leaves mail in the queue: an invitation, links that set a password, and one that confirms an address. */
async function leaveMail(url, account, command) {
  importPeople([{ email: 'imogen@example.com', name: 'Imogen' }], account, command)
  const ada = clientOf(url, account.sessions[0].secret)
  await invite(ada, account, 'quentin@example.com', ['member'], {})
  const anonymous = clientOf(url)
  for (const email of ['mel@example.com', 'imogen@example.com']) {
    await anonymous('mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }', {
      input: { email },
    })
  }
  const audrey = account.people.find(({ email }) => email === 'audrey@example.com')
  const session = account.sessions.find(({ email, isAccepted }) => email === audrey.email && isAccepted)
  await clientOf(url, session.secret)(
    'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { __typename } }',
    {
      input: { email: 'audrey.b@example.com', currentPassword: audrey.password },
    },
  )
}

/** People of before there were groups: without any, they become Admins. */
function importPeople(people, account, command) {
  const folder = mkdtempSync(joinPath(tmpdir(), 'clustergate-people-'))
  const file = joinPath(folder, 'people.json')
  writeFileSync(file, JSON.stringify(people))
  command('import', file, '--account', account.id)
  rmSync(folder, { recursive: true })
}

/** What the account tells at the end, and what each person and token may do. */
async function look(url, account) {
  const admin = account.people.find(({ isAccepted, groupKeys }) => isAccepted && groupKeys.includes('admin'))
  const session = account.sessions.find(({ email, isAccepted }) => email === admin.email && isAccepted)
  account.answers = []
  for (const document of documents) account.answers.push(await clientOf(url, session.secret)(document))
  for (const person of account.people.filter(({ isAccepted }) => isAccepted)) {
    const own = account.sessions.find(({ email, isAccepted }) => email === person.email && isAccepted)
    person.permissions = (await clientOf(url, own.secret)('{ viewer { permissions } }')).viewer.permissions
  }
}

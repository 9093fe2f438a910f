import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmulatedCluster, emulatedCluster } from '../clusters/emulated.ts'
import { type Answer, type Client, eventually, password, secretOf } from '../gateway.ts'
import { readLog } from '../ledger/chain.ts'
import { useWorld } from '../world.ts'

/** What the log calls each mutation, and which of the story's actors did it. */
const actionOf: Readonly<Record<string, string>> = {
  signIn: 'session.sign_in',
  signOut: 'session.sign_out',
  requestPasswordReset: 'password.request_reset',
  resetPassword: 'password.reset',
  changePassword: 'password.change',
  updateProfile: 'user.update_profile',
  changeEmail: 'user.request_email_change',
  confirmEmail: 'user.change_email',
  leaveAccount: 'user.leave',
  revokeSession: 'session.revoke',
  inviteUsers: 'invitation.create',
  resendInvitation: 'invitation.resend',
  revokeInvitation: 'invitation.revoke',
  acceptInvitation: 'invitation.accept',
  createGroup: 'group.create',
  updateGroup: 'group.update',
  deleteGroup: 'group.delete',
  updateUser: 'user.update',
  setUserGroups: 'user.set_groups',
  addMembership: 'membership.add',
  removeMembership: 'membership.remove',
  removeUser: 'user.remove',
  importFromCluster: 'cluster.import',
  createDatabase: 'database.create',
  updateDatabase: 'database.update',
  renameDatabase: 'database.rename',
  setDatabaseLabels: 'database.label',
  deleteDatabase: 'database.delete',
  undeleteDatabase: 'database.undelete',
  purgeDatabase: 'database.purge',
  retrySync: 'sync.retry',
  restoreOnCluster: 'sync.restore',
  acceptFromCluster: 'sync.accept',
  createTable: 'table.create',
  renameTable: 'table.rename',
  deleteTable: 'table.delete',
  undeleteTable: 'table.undelete',
  createDatabaseToken: 'database_token.create',
  updateDatabaseToken: 'database_token.update',
  rotateDatabaseToken: 'database_token.rotate',
  revokeDatabaseToken: 'database_token.revoke',
  createManagementToken: 'management_token.create',
  revokeManagementToken: 'management_token.revoke',
}

const openToAll = ['signIn', 'requestPasswordReset', 'resetPassword', 'acceptInvitation', 'confirmEmail']
const onOneself = ['signOut', 'changePassword', 'revokeSession', 'updateProfile', 'leaveAccount']

interface Step {
  readonly requestId: string
  /** Whom the log must name. */
  readonly label: string
}

const { gateway, account, audrey: auditor } = useWorld()
let emulated: EmulatedCluster
afterAll(() => emulated?.behind.close())
const secrets: string[] = []
const steps = new Map<string, Step>()
const newPassword = 'another Long pass-phrase 8'

/** Does one mutation of the story, which must succeed. */
// biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
async function step(label: string, client: Client, name: string, args: string, selection: string): Promise<any> {
  const { data, errors, headers } = await client.send(`mutation { ${name}${args} { ${selection} } }`)
  expect(errors, name).toEqual([])
  steps.set(name, { requestId: headers.get('x-request-id') as string, label })
  return data[name]
}

async function mailedSecret(prefix: string): Promise<string> {
  const directory = join(gateway.config.dataDirectory, 'mail')
  return eventually(async () => {
    for (const name of (await readdir(directory).catch(() => [])).filter((one) => one.endsWith('.eml'))) {
      const mail = (await readFile(join(directory, name), 'utf8')).replace(/=\r?\n/g, '')
      const secret = new RegExp(`${prefix}[0-9a-f]{72}`).exec(mail)?.[0]
      if (secret) return secret
    }
    return undefined
  })
}

beforeAll(async () => {
  const { admin, groupIds } = account
  const ada = (name: string, args: string, selection: string) => step('ada@example.com', admin, name, args, selection)
  const text = JSON.stringify

  const invited = await ada(
    'inviteUsers',
    `(input: { invitations: [
      { email: "joe@example.com", groupIds: ["${groupIds.member}"], attributes: [{ key: "team", value: "edge" }] },
      { email: "not@example.com", groupIds: ["${groupIds.member}"] }] })`,
    'results { link invitation { id } error { code } }',
  )
  const [joe, not] = invited.results
  const resent = await ada('resendInvitation', `(id: "${joe.invitation.id}")`, 'link')
  await ada('revokeInvitation', `(id: "${not.invitation.id}")`, 'invitation { status }')
  const joined = await step(
    'joe@example.com',
    gateway.anonymous,
    'acceptInvitation',
    `(input: { secret: "${secretOf(resent.link)}", name: "Joe", password: ${text(password)} })`,
    'accessToken session { id } user { id }',
  )
  secrets.push(secretOf(joe.link), secretOf(not.link), secretOf(resent.link), joined.accessToken)

  emulated = await emulatedCluster(gateway, account)
  for (const decision of ['restoreOnCluster', 'acceptFromCluster']) {
    const { id } = await emulated.driftedDatabase(admin, `z-${decision}`)
    await ada(decision, `(id: "${id}")`, 'sync { state }')
  }
  await ada('importFromCluster', `(input: { clusterId: "${account.clusterIds[0]}" })`, 'results { name }')
  const database = (
    await ada(
      'createDatabase',
      `(input: { clusterId: "${account.clusterIds[0]}", name: "metrics" })`,
      'database { id }',
    )
  ).database.id
  await ada('updateDatabase', `(input: { id: "${database}", maxTables: 3 })`, 'database { id }')
  await ada('renameDatabase', `(input: { id: "${database}", name: "renamed" })`, 'database { id }')
  await ada(
    'setDatabaseLabels',
    `(input: { id: "${database}", labels: [{ key: "team", value: "ops" }] })`,
    'database { id }',
  )
  await ada('deleteDatabase', `(input: { id: "${database}", confirmName: "renamed" })`, 'database { id }')
  await ada('undeleteDatabase', `(id: "${database}")`, 'database { id }')
  const brief = await ada(
    'createDatabase',
    `(input: { clusterId: "${account.clusterIds[0]}", name: "brief" })`,
    'database { id }',
  )
  const briefly = `(input: { id: "${brief.database.id}", confirmName: "brief" })`
  await ada('retrySync', `(id: "${brief.database.id}")`, 'sync { state }')
  await ada('deleteDatabase', briefly, 'database { id }')
  await ada('purgeDatabase', briefly, 'id')
  const table = (await ada('createTable', `(input: { databaseId: "${database}", name: "t" })`, 'table { id }')).table.id
  await ada('renameTable', `(input: { id: "${table}", name: "u" })`, 'table { id }')
  await ada('deleteTable', `(input: { id: "${table}", confirmName: "u" })`, 'table { id }')
  await ada('undeleteTable', `(id: "${table}")`, 'table { id }')

  const created = await ada(
    'createDatabaseToken',
    `(input: { clusterId: "${account.clusterIds[0]}", description: "ingest", permissions: [{ action: WRITE, databaseId: "*" }] })`,
    'secret token { id }',
  )
  await ada('updateDatabaseToken', `(input: { id: "${created.token.id}", description: "new" })`, 'token { id }')
  const rotated = await ada('rotateDatabaseToken', `(input: { id: "${created.token.id}" })`, 'secret token { id }')
  await ada('revokeDatabaseToken', `(id: "${rotated.token.id}")`, 'token { id }')
  const managing = await ada(
    'createManagementToken',
    '(input: { description: "ci", permissions: [DATABASE_READ] })',
    'secret token { id }',
  )
  await ada('revokeManagementToken', `(id: "${managing.token.id}")`, 'token { id }')
  secrets.push(created.secret, rotated.secret, managing.secret)

  const made = await ada('createGroup', '(input: { key: "crew", name: "Crew", grants: [] })', 'group { id }')
  const granted = 'grants: [{ permissions: [TABLE_READ], on: { account: true } }]'
  await ada('updateGroup', `(input: { id: "${made.group.id}", ${granted}, expectedVersion: 1 })`, 'group { id }')
  await ada('deleteGroup', `(input: { id: "${made.group.id}", confirmKey: "crew" })`, 'id')
  await ada('updateUser', `(input: { id: "${joined.user.id}", name: "Joseph" })`, 'user { id }')
  await ada('revokeSession', `(id: "${joined.session.id}")`, 'id')
  await ada(
    'setUserGroups',
    `(input: { userId: "${joined.user.id}", groupIds: ["${groupIds.auditor}"] })`,
    'user { id }',
  )
  await ada(
    'addMembership',
    `(input: { userId: "${joined.user.id}", groupKey: "member", reason: "on call" })`,
    'user { id }',
  )
  await ada('removeMembership', `(input: { userId: "${joined.user.id}", groupKey: "member" })`, 'user { id }')
  const signIn = (secret: string) =>
    step(
      'joe@example.com',
      gateway.anonymous,
      'signIn',
      `(input: { accountId: "${account.id}", email: "joe@example.com", password: ${text(secret)} })`,
      'accessToken',
    )
  const { accessToken } = await signIn(password)
  const joeClient = gateway.as(accessToken)
  await step(
    'joe@example.com',
    joeClient,
    'changePassword',
    `(input: { currentPassword: ${text(password)}, newPassword: ${text(newPassword)} })`,
    'ok',
  )
  await step('joe@example.com', joeClient, 'signOut', '', 'ok')
  await step(
    'joe@example.com',
    gateway.anonymous,
    'requestPasswordReset',
    `(input: { accountId: "${account.id}", email: "joe@example.com" })`,
    'ok',
  )
  const resetSecret = await mailedSecret('cgr_')
  const reset = await step(
    'joe@example.com',
    gateway.anonymous,
    'resetPassword',
    `(input: { secret: "${resetSecret}", password: "yet another Long pass-phrase" })`,
    'accessToken',
  )
  const jim = await account.join('jim@example.com', ['member'])
  await step('jim@example.com', jim, 'updateProfile', '(input: { name: "James" })', 'user { name }')
  const moved = await ada('changeEmail', `(input: { userId: "${jim.id}", email: "james@example.com" })`, 'link')
  secrets.push(secretOf(moved.link))
  const confirmed = `(input: { secret: "${secretOf(moved.link)}" })`
  await step('jim@example.com', gateway.anonymous, 'confirmEmail', confirmed, 'email')
  const confirmName = (await admin.run('{ account { name } }')).account.name
  await step('james@example.com', jim, 'leaveAccount', `(input: { confirmName: "${confirmName}" })`, 'id')
  secrets.push(accessToken, resetSecret, reset.accessToken, password, newPassword, 'yet another Long pass-phrase')
  await ada('removeUser', `(id: "${joined.user.id}")`, 'id')
  secrets.push(account.admin.token, auditor.token)
})

const listDocument = `query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) { totalCount
  nodes { sequence occurredAt action outcome errorCode actorId actorLabel actor { email } resourceId resourceLabel
    changes { field before after } ip requestId } } }`

// biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
async function list(filter: object, client: Client = account.admin): Promise<any[]> {
  return (await client.run(listDocument, { filter })).auditEvents.nodes
}

describe('every mutation', () => {
  it('has its place in this test', async () => {
    const { __schema } = await account.admin.run('{ __schema { mutationType { fields { name } } } }')
    const names = __schema.mutationType.fields.map(({ name }: { name: string }) => name).sort()
    expect(Object.keys(actionOf).sort()).toEqual(names)
    expect([...steps.keys()].sort()).toEqual(names)
  })

  it.each(Object.entries(actionOf))(
    '%s that succeeded is logged as %s: who, from where, in which request',
    async (name, action) => {
      const { requestId, label } = steps.get(name) as Step
      const event = (await list({ requestId })).find((one) => one.action === action)
      expect(event).toMatchObject({ action, outcome: 'SUCCEEDED', errorCode: null, requestId, ip: '127.0.0.1' })
      expect(event.actorLabel).toContain(label)
      if (label === 'ada@example.com')
        expect(event).toMatchObject({ actorId: account.admin.id, actor: { email: label } })
    },
  )

  it('tells what changed, before and after', async () => {
    const changesOf = async (name: string) => {
      const { requestId } = steps.get(name) as Step
      return (await list({ requestId }))[0].changes
    }
    expect(await changesOf('renameDatabase')).toEqual([{ field: 'name', before: 'metrics', after: 'renamed' }])
    expect(await changesOf('updateDatabase')).toEqual([{ field: 'maxTables', before: 500, after: 3 }])
    expect(await changesOf('setDatabaseLabels')).toEqual([
      { field: 'labels', before: [], after: [{ key: 'team', value: 'ops' }] },
    ])
    expect(await changesOf('renameTable')).toEqual([{ field: 'name', before: 't', after: 'u' }])
    const grant = { permissions: ['TABLE_READ'], on: { account: true } }
    expect(await changesOf('updateGroup')).toEqual([{ field: 'grants', before: [], after: [grant] }])
    expect(await changesOf('updateUser')).toEqual([{ field: 'name', before: 'Joe', after: 'Joseph' }])
    expect(await changesOf('setUserGroups')).toEqual([{ field: 'groups', before: ['member'], after: ['auditor'] }])
    const membership = { group: 'member', until: null, reason: 'on call' }
    expect(await changesOf('addMembership')).toEqual([{ field: 'memberships', before: [], after: [membership] }])
    expect(await changesOf('removeMembership')).toEqual([{ field: 'memberships', before: [membership], after: [] }])
    expect(await changesOf('updateDatabaseToken')).toEqual([{ field: 'description', before: 'ingest', after: 'new' }])
  })
})

/** Arguments that are well formed and lead nowhere. */
const nowhere: Readonly<Record<string, (id: string) => string>> = {
  inviteUsers: () => '(input: { invitations: [] })',
  resendInvitation: (id) => `(id: "invitation_${id}")`,
  revokeInvitation: (id) => `(id: "invitation_${id}")`,
  createGroup: () => '(input: { key: "no key", name: "x", grants: [] })',
  updateGroup: (id) => `(input: { id: "group_${id}", name: "x", expectedVersion: 1 })`,
  deleteGroup: (id) => `(input: { id: "group_${id}", confirmKey: "x" })`,
  updateUser: (id) => `(input: { id: "user_${id}", name: "x" })`,
  setUserGroups: (id) => `(input: { userId: "user_${id}", groupIds: ["${account.groupIds.member}"] })`,
  addMembership: (id) => `(input: { userId: "user_${id}", groupKey: "member" })`,
  removeMembership: (id) => `(input: { userId: "user_${id}", groupKey: "member" })`,
  removeUser: (id) => `(id: "user_${id}")`,
  changeEmail: (id) => `(input: { userId: "user_${id}", email: "x@example.com" })`,
  importFromCluster: (id) => `(input: { clusterId: "cluster_${id}" })`,
  createDatabase: (id) => `(input: { clusterId: "cluster_${id}", name: "x" })`,
  updateDatabase: (id) => `(input: { id: "database_${id}", maxTables: 3 })`,
  renameDatabase: (id) => `(input: { id: "database_${id}", name: "x" })`,
  setDatabaseLabels: (id) => `(input: { id: "database_${id}", labels: [] })`,
  deleteDatabase: (id) => `(input: { id: "database_${id}", confirmName: "x" })`,
  undeleteDatabase: (id) => `(id: "database_${id}")`,
  purgeDatabase: (id) => `(input: { id: "database_${id}", confirmName: "x" })`,
  retrySync: (id) => `(id: "database_${id}")`,
  restoreOnCluster: (id) => `(id: "database_${id}")`,
  acceptFromCluster: (id) => `(id: "database_${id}")`,
  createTable: (id) => `(input: { databaseId: "database_${id}", name: "x" })`,
  renameTable: (id) => `(input: { id: "table_${id}", name: "x" })`,
  deleteTable: (id) => `(input: { id: "table_${id}", confirmName: "x" })`,
  undeleteTable: (id) => `(id: "table_${id}")`,
  createDatabaseToken: (id) => `(input: { clusterId: "cluster_${id}", description: "x", permissions: [] })`,
  updateDatabaseToken: (id) => `(input: { id: "database_token_${id}", description: "x" })`,
  rotateDatabaseToken: (id) => `(input: { id: "database_token_${id}" })`,
  revokeDatabaseToken: (id) => `(id: "database_token_${id}")`,
  createManagementToken: () => '(input: { description: "", permissions: [] })',
  revokeManagementToken: (id) => `(id: "management_token_${id}")`,
}

const send = (client: Client, name: string, args: string): Promise<Answer> =>
  client.send(`mutation { ${name}${args} { __typename } }`)

describe('an attempt that does not succeed', () => {
  it('has its place in this test for every mutation that needs a permission', () => {
    const others = [...openToAll, ...onOneself]
    expect([...Object.keys(nowhere), ...others].sort()).toEqual(Object.keys(actionOf).sort())
  })

  it.each(Object.entries(nowhere))('%s is logged as DENIED for an Auditor, who may not', async (name, args) => {
    const id = randomUUID()
    const { headers, errors } = await send(auditor, name, args(id))
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN')

    const events = await list({ requestId: headers.get('x-request-id') })
    expect(events).toMatchObject([
      {
        action: actionOf[name],
        outcome: 'DENIED',
        errorCode: 'FORBIDDEN',
        actorId: auditor.id,
        actorLabel: 'audrey@example.com',
        changes: [],
      },
    ])
    if (args(id).includes(id)) expect(events[0].resourceId).toContain(id)
  })

  it.each(Object.entries(nowhere))('%s is logged as FAILED for an Admin, with the reason', async (name, args) => {
    const id = randomUUID()
    const { headers, errors } = await send(account.admin, name, args(id))
    const code = errors[0]?.extensions.code
    expect(code).toBe(args(id).includes(id) ? 'NOT_FOUND' : 'BAD_INPUT')
    expect(await list({ requestId: headers.get('x-request-id') })).toMatchObject([
      { action: actionOf[name], outcome: 'FAILED', errorCode: code, actorId: account.admin.id, changes: [] },
    ])
  })

  it('is logged where one acts on oneself, too', async () => {
    const { viewer } = await account.admin.run('{ viewer { session { id } } }')
    const foreign = await send(auditor, 'revokeSession', `(id: "${viewer.session.id}")`)
    expect(await list({ requestId: foreign.headers.get('x-request-id') })).toMatchObject([
      { action: 'session.revoke', outcome: 'DENIED', errorCode: 'FORBIDDEN', resourceId: viewer.session.id },
    ])
    const wrong = await send(
      auditor,
      'changePassword',
      '(input: { currentPassword: "wrong wrong wrong", newPassword: "a Long other phrase" })',
    )
    expect(await list({ requestId: wrong.headers.get('x-request-id') })).toMatchObject([
      { action: 'password.change', outcome: 'DENIED', errorCode: 'INVALID_CREDENTIALS' },
    ])
  })

  it('is logged for who has not signed in, once it is known which account was meant', async () => {
    const wrong = await send(
      gateway.anonymous,
      'signIn',
      `(input: { accountId: "${account.id}", email: "${auditor.email}", password: "not my password" })`,
    )
    expect(await list({ requestId: wrong.headers.get('x-request-id') })).toMatchObject([
      {
        action: 'session.sign_in',
        outcome: 'DENIED',
        errorCode: 'INVALID_CREDENTIALS',
        actorId: null,
        actorLabel: 'audrey@example.com',
      },
    ])
  })

  it('of several in one request is logged one by one', async () => {
    const { headers } = await auditor.send(
      `mutation { a: undeleteDatabase(id: "x") { __typename } b: undeleteTable(id: "x") { __typename } }`,
    )
    const events = await list({ requestId: headers.get('x-request-id') })
    expect(events.map(({ action }) => action)).toEqual(['table.undelete', 'database.undelete'])
  })
})

describe('auditEvents', () => {
  it('come newest first, without a gap', async () => {
    const events = await list({})
    const sequences = events.map(({ sequence }) => Number(sequence))
    expect(sequences).toEqual(Array.from(sequences, (_, at) => (sequences[0] as number) - at))
    const { auditEvents } = await auditor.run('{ auditEvents { totalCount } }')
    expect(sequences[0]).toBe(auditEvents.totalCount)
  })

  it('filter by action, whole or up to a `*`, any of several', async () => {
    const actionsOf = async (actions: string[]) =>
      [...new Set((await list({ actions })).map(({ action }) => action))].sort()
    expect(await actionsOf(['database.create'])).toEqual(['database.create'])
    expect(await actionsOf(['database.*'])).toEqual([
      'database.create',
      'database.delete',
      'database.label',
      'database.purge',
      'database.rename',
      'database.undelete',
      'database.update',
    ])
    // The underscore stands for itself, and no text but the end is a wildcard.
    expect(await actionsOf(['database_token.*'])).not.toContain('database.create')
    expect(await actionsOf(['database_*'])).not.toContain('database.create')
    expect(await actionsOf(['table.re*', 'cluster.create'])).toEqual(['cluster.create', 'table.rename'])
    expect(await list({ actions: ['*'] })).toEqual(await list({}))
    expect(await list({ actions: [] })).toEqual([])
    expect(await list({ actions: ['nothing.such'] })).toEqual([])
  })

  it.each([
    ['filter.actions.0', { actions: ['*.create'] }],
    ['filter.actions.1', { actions: ['a.b', 'Database.create'] }],
    ['filter.actions.0', { actions: ["'"] }],
    ['filter.actions', { actions: Array(101).fill('a.b') }],
    ['filter.actorIds', { actorIds: Array(101).fill('x') }],
    ['filter.resourceIds', { resourceIds: Array(101).fill('x') }],
    ['filter.outcomes.0', { outcomes: ['DONE'] }],
    ['filter.from', { from: 'yesterday' }],
    ['filter.to', { to: '2026-02-30T00:00:00Z' }],
  ])('refuse bad input at %s', async (field, filter) => {
    await expect(list(filter)).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('filter by outcome, actor and resource; every condition must hold', async () => {
    expect(new Set((await list({ outcomes: ['DENIED', 'FAILED'] })).map(({ outcome }) => outcome))).toEqual(
      new Set(['DENIED', 'FAILED']),
    )
    expect(await list({ outcomes: [] })).toEqual([])
    const byAuditor = await list({ actorIds: [auditor.id] })
    expect(byAuditor.length).toBeGreaterThan(20)
    expect(new Set(byAuditor.map(({ actorId }) => actorId))).toEqual(new Set([auditor.id]))
    expect(await list({ actorIds: [auditor.id], outcomes: ['SUCCEEDED'], actions: ['database.*'] })).toEqual([])
    const { databases } = await auditor.run('{ databases { nodes { id } } }')
    const ofDatabase = await list({ resourceIds: [databases.nodes[0].id, 'x'] })
    expect(ofDatabase.map(({ action }) => action)).toEqual([
      'database.undelete',
      'database.delete',
      'database.label',
      'database.rename',
      'database.update',
      'database.create',
    ])
  })

  it('filter by time: from a moment on, and before another', async () => {
    const all = await list({})
    const middle = all[50].occurredAt
    const [before, after] = [await list({ to: middle }), await list({ from: middle })]
    expect(before.every(({ occurredAt }) => occurredAt < middle)).toBe(true)
    expect(after.every(({ occurredAt }) => occurredAt >= middle)).toBe(true)
    expect(after).toContainEqual(all[50])
    expect(await list({ from: middle, to: middle })).toEqual([])
    const counts = await auditor.run(
      `query ($at: DateTime!) { all: auditEvents { totalCount }
        before: auditEvents(filter: { to: $at }) { totalCount } after: auditEvents(filter: { from: $at }) { totalCount } }`,
      { at: middle },
    )
    expect(counts.before.totalCount + counts.after.totalCount).toBe(counts.all.totalCount)
  })

  it('stay when their actor is removed, and then name them by label alone', async () => {
    const [event] = await list({ actions: ['invitation.accept'], requestId: steps.get('acceptInvitation')?.requestId })
    expect(event).toMatchObject({ actorLabel: 'joe@example.com', actor: null })
  })

  it('are for Admins and Auditors of the account, and nobody else', async () => {
    const member = await account.join('mel@example.com', ['member'])
    const stranger = await gateway.account('Strangers')
    const { data, errors } = await member.send('{ auditEvents { totalCount } verifyAuditLog { intact } }')
    expect(data).toEqual({ auditEvents: null, verifyAuditLog: null })
    expect(errors.map(({ extensions }) => [extensions.code, extensions.permission])).toEqual([
      ['FORBIDDEN', 'AUDIT_READ'],
      ['FORBIDDEN', 'AUDIT_READ'],
    ])
    expect(await list({ actorIds: [account.admin.id, auditor.id] }, stranger.admin)).toEqual([])
    expect((await gateway.anonymous.send('{ auditEvents { totalCount } }')).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    )
  })
})

it('secrets and passwords are nowhere in the log, neither as they are nor as their hashes’ texts', async () => {
  const shown = JSON.stringify(await readLog(account.admin))
  const stored = JSON.stringify(await gateway.db.selectFrom('audit_events').selectAll().execute())
  expect(secrets.length).toBeGreaterThan(12)
  for (const secret of secrets) {
    expect(shown).not.toContain(secret)
    expect(stored).not.toContain(secret)
  }
  expect(stored).not.toMatch(/cg[smirep]_[0-9a-f]{72}|apiv1_[A-Za-z0-9+/]{20}|\$argon2|passwordHash|secret/i)
})

import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { acceptDocument, clientOf, password } from '../gateway.ts'
import { clustergate, type Running, serverForTest, startServer } from '../process/command.ts'
import { onPostgres, type TestStore } from '../store.ts'
import { asOwner, backUp, membersOf, useDirectory } from './backups.ts'
import { emptyPlace, headsOf, type LostStore, loseStore, restore } from './lost-store.ts'

const backups = useDirectory()
let lost: LostStore

beforeAll(async () => {
  lost = await loseStore(backups.path)
}, 120_000)
afterAll(() => lost?.store.remove())

const headsFile = () => join(lost.store.dataDirectory, 'audit-heads.json')

/** A place that goes when the test ends. */
async function place(): Promise<TestStore> {
  const empty = await emptyPlace(lost.store)
  onTestFinished(() => empty.remove())
  return empty
}

const verifyOffline = (store: TestStore, environment = {}) =>
  clustergate(asOwner(store), ['audit', 'verify', '--offline', '--format', 'json'], environment)

const signInDocument = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'

describe('clustergate restore, with the last heads and an export of the log', () => {
  let store: TestStore
  let server: Running
  // biome-ignore lint/suspicious/noExplicitAny: what the command prints.
  let told: any
  const as = (bearer: string) => clientOf(server.url, { authorization: `Bearer ${bearer}` })
  const anonymous = () => clientOf(server.url)
  const codeOf = async (bearer: string) =>
    (await as(bearer).send('{ databases { totalCount } }')).errors[0]?.extensions.code

  beforeAll(async () => {
    store = await emptyPlace(lost.store)
    const args = [lost.file, '--heads', headsFile(), '--audit', lost.exported, '--format', 'json']
    const { code, stdout, stderr } = await restore(store, ...args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    told = JSON.parse(stdout)
    server = await startServer(asOwner(store))
  }, 120_000)
  afterAll(async () => {
    await server?.stop('SIGTERM')
    await store?.remove()
  })

  const toldOf = (id: string) => told.accounts.find((account: { id: string }) => account.id === id)

  it('has people sign in anew, and tokens made before work on', async () => {
    expect(await codeOf(lost.account.admin.token)).toBe('UNAUTHENTICATED')
    const { signIn } = await anonymous().run(signInDocument, {
      input: { email: 'ada@example.com', password, accountId: lost.account.id },
    })
    expect((await as(signIn.accessToken).send('{ viewer { permissions } }')).errors).toEqual([])
    expect(await codeOf(lost.made.keptToken.secret)).toBeUndefined()
    const { databases } = await as(lost.made.keptToken.secret).run('{ databases(first: 100) { nodes { id } } }')
    const ids = databases.nodes.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining([...lost.acknowledged]))
  })

  it('keeps dead what was revoked, rotated, narrowed, deactivated and taken away after the backup', async () => {
    expect(await codeOf(lost.made.revokedToken.secret)).toBe('UNAUTHENTICATED')
    const { signIn } = await anonymous().run(signInDocument, {
      input: { email: 'ada@example.com', password, accountId: lost.account.id },
    })
    const { nodes } = await as(signIn.accessToken).run(
      `query ($ids: [ID!]!) { nodes(ids: $ids) {
        ... on DatabaseToken { id tokenStatus: status permissions { action } }
        ... on User { id status groups { key } } } }`,
      {
        ids: [
          ...[lost.made.keptData.id, lost.made.revokedData.id, lost.made.rotatedData.id, lost.made.narrowedData.id],
          ...[lost.dora.id, lost.mel.id],
        ],
      },
    )
    const both = [{ action: 'READ' }, { action: 'WRITE' }]
    expect(nodes).toEqual([
      { id: lost.made.keptData.id, tokenStatus: 'ACTIVE', permissions: both },
      { id: lost.made.revokedData.id, tokenStatus: 'REVOKED', permissions: both },
      { id: lost.made.rotatedData.id, tokenStatus: 'EXPIRED', permissions: both },
      { id: lost.made.narrowedData.id, tokenStatus: 'ACTIVE', permissions: [{ action: 'READ' }] },
      { id: lost.dora.id, status: 'DEACTIVATED', groups: [{ key: 'member' }] },
      { id: lost.mel.id, status: 'ACTIVE', groups: [{ key: 'member' }] },
    ])
    // The password of before was changed, so neither it nor the new one, which is lost, signs in.
    for (const one of [password, 'another Long pass-phrase 8']) {
      const { errors } = await anonymous().send(signInDocument, { input: { email: lost.mel.email, password: one } })
      expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS')
    }
  })

  it('takes away again all that was taken away after the backup, of every kind', async () => {
    const { signIn } = await anonymous().run(signInDocument, {
      input: { email: 'ada@example.com', password, accountId: lost.account.id },
    })
    const { users } = await as(signIn.accessToken).run(
      '{ users(first: 50) { nodes { id email memberships { group { key } until } } } }',
    )
    const found = new Map(users.nodes.map((user: { id: string }) => [user.id, user]))
    expect(found.get(lost.erin.id)).toBeUndefined()
    expect(found.get(lost.finn.id)).toMatchObject({ email: 'finn@example.net' })
    expect(found.get(lost.gus.id)).toMatchObject({ memberships: [{ group: { key: 'member' }, until: lost.gus.until }] })
  })

  it('tells what it did, and that nothing may live again', () => {
    expect(toldOf(lost.account.id)).toMatchObject({
      gap: 'CARRIED_OUT',
      ended: { invitations: 1, resetLinks: 1 },
      again: {
        ...{ managementTokens: 1, databaseTokens: 3, proxySecrets: 1 },
        ...{ people: 2, passwords: 1, addresses: 1, memberships: 2 },
      },
      revivals: [],
    })
    expect(toldOf(lost.other.id)).toMatchObject({ gap: 'NONE', revivals: [], again: {} })
    expect(told.headsFrom).toEqual([headsFile()])
  })

  it('kills the links that were mailed before', async () => {
    const input = { secret: lost.invitationSecret, name: 'Ivy', password }
    expect((await anonymous().send(acceptDocument, { input })).errors).toHaveLength(1)
    const reset = await anonymous().send(
      'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { accessToken } }',
      { input: { secret: lost.resetSecret, password: 'yet another Pass-phrase 9' } },
    )
    expect(reset.errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  it('has an event in the log of each account, which verifies from the backup on', async () => {
    const { signIn } = await anonymous().run(signInDocument, {
      input: { email: 'ada@example.com', password, accountId: lost.account.id },
    })
    const { auditEvents } = await as(signIn.accessToken).run(
      '{ auditEvents(first: 50) { nodes { action sequence actorLabel changes { field after } } } }',
    )
    const actions = auditEvents.nodes.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(
      expect.arrayContaining([
        'store.restore',
        'management_token.revoke',
        'database_token.revoke',
        'membership.remove',
        'password.end',
        'user.update',
        'user.remove',
        'user.change_email',
        'membership.add',
        'cluster.end_proxy_secret',
        'invitation.revoke',
      ]),
    )
    const event = auditEvents.nodes.find(({ action }: { action: string }) => action === 'store.restore')
    const { lastSequence, lastKnownSequence } = toldOf(lost.account.id)
    expect(event).toMatchObject({ actorLabel: 'operator' })
    expect(event.changes).toEqual(
      expect.arrayContaining([
        { field: 'backupAt', after: told.createdAt },
        { field: 'gap', after: 'CARRIED_OUT' },
        { field: 'lastSequence', after: lastSequence },
        { field: 'lastKnownSequence', after: lastKnownSequence },
      ]),
    )
    expect(await verifyOffline(store)).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('nothing outside'),
    })
    expect(headsOf(store)).toMatchObject({ restoredFrom: told.createdAt })
  })

  it('is refused where a gateway runs, and where a store is', async () => {
    const running = await restore(store, lost.file)
    expect(running.code).toBe(1)
    expect(running.stderr).toMatch(onPostgres ? /stop all gateways first/ : /Another server is running on/)
    await server.stop('SIGTERM')
    expect(await restore(store, lost.file)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        onPostgres ? /is not empty: it has \d+ tables/ : /There is .*clustergate\.db already/,
      ),
    })
    if (!onPostgres) expect(statSync(join(store.dataDirectory, 'clustergate.db')).mode & 0o777).toBe(0o600)
    expect(readdirSync(store.dataDirectory).filter((name) => name.startsWith('restore-'))).toEqual([])
    server = await startServer(asOwner(store))
  })
})

describe('clustergate restore, without an export', () => {
  it('lists what may live again where the heads are ahead, and nothing where they are not', async () => {
    const store = await place()
    const { code, stdout } = await restore(store, lost.file, '--heads', headsFile(), '--format', 'json')
    expect(code).toBe(0)
    const { accounts } = JSON.parse(stdout)
    const [ours, theirs] = [lost.account.id, lost.other.id].map((id) =>
      accounts.find((one: { id: string }) => one.id === id),
    )
    expect(ours).toMatchObject({ gap: 'OPEN', areRevoked: false })
    const ids = ours.revivals.map(({ id }: { id: string }) => id)
    const { keptToken, revokedToken, keptData, revokedData } = lost.made
    const expected = [
      keptToken.id,
      revokedToken.id,
      keptData.id,
      revokedData.id,
      lost.account.admin.id,
      lost.mel.id,
      lost.dora.id,
    ]
    expect(ids).toEqual(expect.arrayContaining(expected))
    expect(theirs).toMatchObject({ gap: 'NONE', revivals: [] })
  })

  it('lists them for every account where nothing is known, and revokes them where that is asked for', async () => {
    const listing = await place()
    const listed = await restore(listing, lost.file)
    expect({ code: listed.code, stdout: listed.stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('what came after it is not known'),
    })
    expect(listed.stderr).toMatch(
      new RegExp(`MAY LIVE AGAIN:[^]*management token revoked  ${lost.made.revokedToken.id}`),
    )
    const store = await place()
    const revoked = await restore(store, lost.file, '--revoke-unknown', '--format', 'json')
    expect(JSON.parse(revoked.stdout).accounts).toEqual([
      expect.objectContaining({ gap: 'UNKNOWN', areRevoked: true }),
      expect.objectContaining({ gap: 'UNKNOWN', areRevoked: true }),
    ])
    const server = await serverForTest(asOwner(store))
    for (const { secret } of [lost.made.keptToken, lost.made.revokedToken]) {
      const { errors } = await clientOf(server.url, { authorization: `Bearer ${secret}` }).send('{ viewer { id } }')
      expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
    }
    const { errors } = await clientOf(server.url).send(signInDocument, { input: { email: lost.mel.email, password } })
    expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS')
    expect((await verifyOffline(store)).code).toBe(0)
  })

  it('keeps the heads that lie in the data directory by another name, and starts the sink anew', async () => {
    const store = await place()
    const sink = backups.path('sink.jsonl')
    const heads = JSON.stringify(headsOf(lost.store))
    writeFileSync(sink, `${heads}\n`)
    writeFileSync(join(store.dataDirectory, 'audit-heads.json'), heads)
    const environment = { CLUSTERGATE_AUDIT_SINK: sink }
    const { code, stdout } = await clustergate(asOwner(store), ['restore', lost.file, '--format', 'json'], environment)
    const { headsKept, headsFrom } = JSON.parse(stdout)
    expect({ code, headsFrom }).toEqual({ code: 0, headsFrom: [join(store.dataDirectory, 'audit-heads.json'), sink] })
    expect(readFileSync(headsKept, 'utf8')).toBe(heads)
    expect(await verifyOffline(store, environment)).toMatchObject({ code: 0 })
    expect(readFileSync(sink, 'utf8').trim().split('\n')).toHaveLength(2)
    // Without the new line, the sink would tell that the log was cut short; a copy of an old line does not hide that.
    writeFileSync(sink, `${readFileSync(sink, 'utf8')}${heads}\n`)
    expect(await verifyOffline(store, environment)).toMatchObject({ code: 1 })
  })
})

it('tells what may live again also where the audit sink takes nothing, and ends with 1', async () => {
  const store = await place()
  const environment = { CLUSTERGATE_AUDIT_SINK: backups.path('nowhere/sink.jsonl') }
  const { code, stdout, stderr } = await clustergate(asOwner(store), ['restore', lost.file], environment)
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('what came after it is not known') })
  expect(stderr).toMatch(/MAY LIVE AGAIN:[\s\S]*NOT DONE: CLUSTERGATE_AUDIT_SINK did not take the new heads/)
})

it.skipIf(onPostgres)('the heads of before stay where they are until the store is in its place', async () => {
  const store = await place()
  const heads = join(store.dataDirectory, 'audit-heads.json')
  writeFileSync(heads, JSON.stringify(headsOf(lost.store)))
  // It is not seen before, and nothing can be put there.
  symlinkSync(backups.path('gone'), join(store.dataDirectory, 'clustergate.db'))
  expect((await restore(store, lost.file)).code).toBe(1)
  expect(readFileSync(heads, 'utf8')).toBe(JSON.stringify(headsOf(lost.store)))
})

it.skipIf(!onPostgres)('a database to which a gateway is connected is refused', async () => {
  const store = await place()
  const client = new pg.Client({ connectionString: store.ownerUrl, application_name: 'clustergate' })
  await client.connect()
  const refused = await restore(store, lost.file)
  await client.end()
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/stop all gateways first/) })
})

it('the heads of several gateways are taken together: the last of them count', async () => {
  const store = await place()
  const early = backups.path('early-heads.json')
  writeFileSync(early, membersOf(lost.file).get('audit-heads.json') as Buffer)
  const args = ['--heads', headsFile(), '--heads', early, '--format', 'json']
  const { headsFrom, accounts } = JSON.parse((await restore(store, lost.file, ...args)).stdout)
  expect(headsFrom).toEqual([headsFile(), early])
  expect(accounts.find(({ id }: { id: string }) => id === lost.account.id)).toMatchObject({ gap: 'OPEN' })
})

it('a backup of all that was done leaves nothing open: its heads are the last', async () => {
  const last = backups.path('last.tar')
  expect((await backUp({ store: lost.store }, last)).code).toBe(0)
  const beside = await place()
  // Other gateways may have gone on, whose heads are on their machines.
  writeFileSync(join(beside.dataDirectory, 'audit-heads.json'), JSON.stringify(headsOf(lost.store)))
  const found = JSON.parse((await restore(beside, last, '--format', 'json')).stdout)
  for (const { gap } of found.accounts) expect(gap).toBe(onPostgres ? 'UNKNOWN' : 'NONE')
  const store = await place()
  const { code, stdout } = await restore(store, last, '--heads', headsFile(), '--format', 'json')
  expect(code).toBe(0)
  for (const { gap, revivals } of JSON.parse(stdout).accounts)
    expect({ gap, revivals }).toEqual({ gap: 'NONE', revivals: [] })
})

import { describe, expect, it } from 'vitest'
import {
  type Answer,
  type Client,
  eventually,
  gatewayForTest,
  type Member,
  secretOf,
  type TestGateway,
} from '../../gateway.ts'
import { onPostgres } from '../../store.ts'
import { exchange, graphql } from '../exchange.ts'
import { type HeldTable, hold, waiting } from './held.ts'

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code)

const clusters = '{ clusters { totalCount } }'
const createIn = (clusterId: unknown) => (name: string) =>
  `mutation { createDatabase(input: { clusterId: "${clusterId}", name: "${name}" }) { database { id } } }`

/** Sends 80 operations of somebody who has all places but these, while none can end; answers with those to come. */
async function fill(client: Client, document: (at: number) => string, taken = 0) {
  const answered: Answer[] = []
  const sent = Array.from({ length: 80 }, async (_, at) => {
    answered.push(await client.send(document(at)))
  })
  await eventually(() => answered.length === 8 + taken)
  const refused = answered.slice()
  for (const { status, headers, errors } of refused) {
    expect(errors[0]?.message).toBe('There are too many operations at once; try again in 1 s.')
    expect([status, headers.get('retry-after')]).toEqual([429, '1'])
  }
  expect(refused.map(codes)).toEqual(Array(8 + taken).fill(['RATE_LIMITED']))
  return async () => {
    await Promise.all(sent)
    return answered.slice(refused.length)
  }
}

/** Of 80 operations that nobody can end 8 run, 64 wait, and the rest is told to come back. */
async function expectTurns(
  gateway: TestGateway,
  client: Client,
  table: HeldTable,
  document: (at: number) => string,
): Promise<void> {
  const letGo = await hold(gateway, table)
  const rest = await fill(client, document)
  await letGo()
  expect((await rest()).flatMap(codes)).toEqual([])
  expect(codes(await client.send(document(80))), 'afterwards there is room again').toEqual([])
}

it('of one person’s changes, 8 run at once, 64 wait, and the rest is told to come back', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()
  const create = createIn(clusterIds[0])
  await expectTurns(gateway, admin, 'databases', (at) => create(`db-${at}`))
  const { databases } = await admin.run('{ databases { totalCount } }')
  expect(databases.totalCount).toBe(73)
})

it('those who fill their own places leave those of others, and of the process, free', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds, join } = await gateway.account()
  const create = createIn(clusterIds[0])
  const mel = await join('mel@example.com', ['member'])
  // Two people's changes take all connections to PostgreSQL.
  const others = onPostgres ? [] : [await join('ann@example.com', ['admin'])]
  const letGo = await hold(gateway, 'databases')
  const rests = []
  for (const [person, client] of [admin, ...others].entries()) {
    rests.push(await fill(client, (at) => create(`db-${person}-${at}`)))
  }
  expect(await mel.run(clusters)).toEqual({ clusters: { totalCount: 2 } })
  await letGo()
  for (const rest of rests) expect((await rest()).flatMap(codes)).toEqual([])
})

it('a query that only speaks of what takes rights away finds no place that is kept for that', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()
  const create = createIn(clusterIds[0])
  const letGo = await hold(gateway, 'databases')
  const rest = await fill(admin, (at) => create(`db-${at}`))
  for (const document of [
    `${clusters} # signOut`,
    `query signOut ${clusters}`,
    `mutation { signOut { ok } createDatabase: ${create('db').slice('mutation { '.length)}`,
  ]) {
    const refused = await admin.send(document)
    expect([refused.status, codes(refused)]).toEqual([429, ['RATE_LIMITED']])
    expect(refused.errors[0]?.message).toBe('There are too many operations at once; try again in 1 s.')
  }
  await letGo()
  await rest()
})

/** Sends operations, and goes away as soon as they have begun. */
async function goAway(gateway: TestGateway, { token }: Member, documents: readonly string[]): Promise<void> {
  const looked = () => gateway.statements.filter((sql) => /from "sessions"/.test(sql)).length
  const before = looked()
  const gone = new AbortController()
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const sent = documents.map((query) =>
    fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }), signal: gone.signal }),
  )
  await eventually(() => looked() >= before + documents.length)
  gone.abort()
  for (const { status } of await Promise.allSettled(sent)) expect(status).toBe('rejected')
}

describe('a client that disconnects holds a place until its request has ended, and no longer:', () => {
  const half = '{ users { totalCount } clusters { totalCount } }'

  // Within five seconds, which PostgreSQL gives a statement, too much would have to happen.
  it.skipIf(onPostgres).each(['a plan', 'Apollo Server'])('changes that %s runs', async (way) => {
    const gateway = await gatewayForTest()
    const { admin, clusterIds } = await gateway.account()
    const create = createIn(clusterIds[0])
    const taken = create('taken')
    await admin.run(taken)
    const gone = Array.from({ length: 8 }, (_, at) => (way === 'a plan' ? taken : `${taken} # ${at}`))
    const letGo = await hold(gateway, 'databases')
    await goAway(gateway, admin, gone)
    const rest = await fill(admin, (at) => create(`db-${at}`), 8)
    await letGo()
    expect((await rest()).flatMap(codes)).toEqual([])
    await expectTurns(gateway, admin, 'databases', (at) => create(`later-${at}`))
  })

  // The Member may ask for one of the two: plans leave such a half to Apollo Server.
  it.runIf(onPostgres)('queries that a plan has handed over', async () => {
    const gateway = await gatewayForTest()
    const { join } = await gateway.account()
    const mel = await join('mel@example.com', ['member'])
    await mel.send(half)
    const letGo = await hold(gateway, 'clusters')
    await goAway(gateway, mel, Array<string>(8).fill(half))
    const rest = await fill(mel, () => half, 8)
    expect(await waiting(gateway)).toBe(8)
    await letGo()
    for (const answer of await rest()) expect(codes(answer)).toEqual(['FORBIDDEN'])
    await expectTurns(gateway, mel, 'clusters', () => clusters)
  })
})

// On SQLite no query ever waits.
describe.runIf(onPostgres)('queries have their turns too', () => {
  it.each([
    ['by a plan', () => clusters],
    ['by Apollo Server', (at: number) => `${clusters} # ${at}`],
  ])('%s', async (_way, document) => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    await admin.run(clusters)
    await expectTurns(gateway, admin, 'clusters', document)
  })

  it('those of one network’s anonymous callers together', async () => {
    const gateway = await gatewayForTest()
    const { admin, groupIds } = await gateway.account()
    const { inviteUsers } = await admin.run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
      { input: { invitations: [{ email: 'mel@example.com', groupIds: [groupIds.member] }] } },
    )
    const preview = `{ invitationPreview(secret: "${secretOf(inviteUsers.results[0].link)}") { status } }`
    await expectTurns(gateway, gateway.anonymous, 'invitations', () => preview)
  })
})

describe.runIf(onPostgres)('while queries wait', () => {
  it('a person whose places are filled can still take rights away', async () => {
    const gateway = await gatewayForTest()
    const { admin, join, groupIds } = await gateway.account()
    const mel = await join('mel@example.com', ['member'])
    const { signIn } = await gateway.anonymous.run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email: admin.email, password: admin.password } },
    )
    const lost = gateway.as(signIn.accessToken)
    const { viewer } = await lost.run('{ viewer { session { id } } }')
    const letGo = await hold(gateway, 'clusters')
    const rest = await fill(lost, () => clusters)

    const input = { userId: mel.id, groupIds: [groupIds.auditor] }
    const setGroups =
      'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { groups { key } } } }'
    const rehearsal = setGroups.replace(' {', ' @dryRun {')
    expect(codes(await admin.send(rehearsal, { input })), 'a rehearsal is not urgent').toEqual(['RATE_LIMITED'])
    expect((await admin.run(setGroups, { input })).setUserGroups.user.groups).toEqual([{ key: 'auditor' }])
    const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) { id } }'
    expect(await admin.run(revoke, { id: viewer.session.id })).toEqual({ revokeSession: { id: viewer.session.id } })
    expect((await lost.send(clusters)).status).toBe(401)
    expect(await admin.run('mutation { signOut { ok } }')).toEqual({ signOut: { ok: true } })

    await letGo()
    await rest()
  })

  it('those who were told that it takes too long to look at their cookie leave no place behind', async () => {
    const gateway = await gatewayForTest()
    const { admin, join } = await gateway.account()
    const mel = await join('mel@example.com', ['member'])
    await mel.run('mutation { signOut { ok } }')
    await admin.run(clusters)
    const sent = { ...graphql(clusters), headers: { cookie: `${gateway.cookieName}=${mel.token}` } }
    expect((await exchange(gateway, sent)).status).toBe(401)
    // As many at a time as there are connections, until they have had all places of the process.
    for (let round = 0; round < 10; round++) {
      const letGo = await hold(gateway, 'sessions')
      const late = Array.from({ length: 10 }, () => exchange(gateway, sent))
      await eventually(async () => (await waiting(gateway)) === 10)
      gateway.advance(10_001)
      for (const { status } of await Promise.all(late)) expect(status).toBe(503)
      await letGo()
    }
    expect(codes(await admin.send(clusters))).toEqual([])
  })
})

import { describe, expect, it, onTestFinished } from 'vitest'
import * as proxySecretStore from '../../src/clusters/proxy-secret.store.ts'
import { usageOf } from '../../src/database-tokens/token-usage.store.ts'
import { Usage } from '../../src/dataplane/usage.ts'
import { readDocument, revokeDocument } from '../database-tokens/documents.ts'
import { eventually, type TestGateway } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { makeStore, type TestStore } from '../store.ts'
import { awayFromMidnight, day, minute } from '../times.ts'
import { ask, type Cluster, checkPortOf, described, openChecking, openCluster } from './checks.ts'

const today = () => Date.now() - (Date.now() % day)

async function makeStoreForTest(): Promise<TestStore> {
  await awayFromMidnight()
  const store = await makeStore()
  onTestFinished(() => store.remove())
  return store
}

async function gatewayOn(store: TestStore): Promise<TestGateway> {
  const gateway = await openChecking({ store })
  onTestFinished(() => gateway.close())
  return gateway
}

/** A gateway, the cluster of an account and a token that reads and writes `mine`. */
async function world(store: TestStore) {
  const gateway = await openChecking({ store })
  const cluster = await openCluster(gateway)
  const databaseId = await cluster.database('mine')
  const token = await cluster.token([
    { action: 'READ', databaseId },
    { action: 'WRITE', databaseId },
  ])
  return { gateway, cluster, token }
}

const authorizationOf = ({ secret }: { secret: string }) => `Bearer ${secret}`
const write = (cluster: Cluster, token: { secret: string }, database = 'mine') =>
  cluster.check({ method: 'POST', target: `/write?db=${database}`, authorization: authorizationOf(token) })
const query = (cluster: Cluster, token: { secret: string }, text: string, method = 'GET') =>
  cluster.check({
    method,
    target: `/query?db=mine&q=${encodeURIComponent(text)}`,
    authorization: authorizationOf(token),
  })

const countsOf = ({ app }: TestGateway, { account }: Cluster, ...tokenIds: string[]) =>
  usageOf(app.core.store.db, account.id, tokenIds, today() - 400 * day)

describe('the use of a token', () => {
  it('is counted by day, and shown as lastUsedAt, once the gateway has stopped', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    const before = Date.now()
    for (let time = 0; time < 3; time++) expect((await write(cluster, token)).status).toBe(204)
    expect((await query(cluster, token, 'SELECT * FROM m')).status).toBe(204)
    expect((await query(cluster, token, 'SELECT * INTO n FROM m', 'POST')).status).toBe(204)
    expect((await write(cluster, token, 'theirs')).status).toBe(403)
    await gateway.close()

    const again = await gatewayOn(store)
    expect(await countsOf(again, cluster, token.id)).toEqual([
      { tokenId: token.id, day: today(), reads: 1, writes: 4, denials: 1 },
    ])
    const { databaseToken, databaseTokenUsage } = await again.as(cluster.account.admin.token).run(
      `query ($id: ID!) {
        databaseToken(id: $id) { lastUsedAt version usage { day reads writes denials } }
        databaseTokenUsage { day reads writes denials }
      }`,
      { id: token.id },
    )
    const shown = [{ day: new Date(today()).toISOString(), reads: '1', writes: '4', denials: '1' }]
    expect([databaseToken.usage, databaseTokenUsage]).toEqual([shown, shown])
    const lastUsedAt = Date.parse(databaseToken.lastUsedAt)
    expect(lastUsedAt).toBeGreaterThanOrEqual(before)
    expect(lastUsedAt).toBeLessThanOrEqual(Date.now())
    expect(databaseToken.version).toBe(1)
  })

  it('that was denied, or came after its end, is no use', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    await write(cluster, token, 'theirs')
    await cluster.account.admin.run(revokeDocument, { id: token.id })
    await write(cluster, token)
    await gateway.close()
    const again = await gatewayOn(store)
    expect(await countsOf(again, cluster, token.id)).toMatchObject([{ reads: 0, writes: 0, denials: 2 }])
    const { databaseToken } = await again.as(cluster.account.admin.token).run(readDocument, { id: token.id })
    expect(databaseToken.lastUsedAt).toBeNull()
  })

  it('adds up over processes, and over the days', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    await write(cluster, token)
    gateway.advance(day)
    await write(cluster, token)
    await gateway.close()
    const again = await openChecking({ store })
    const request = described({ method: 'POST', target: '/write?db=mine', authorization: authorizationOf(token) })
    for (let time = 0; time < 2; time++) {
      await ask(checkPortOf(again), cluster.path, ['X-Clustergate-Proxy', cluster.proxySecret, ...request])
    }
    await again.close()
    const last = await gatewayOn(store)
    expect(await countsOf(last, cluster, token.id)).toMatchObject([
      { day: today(), writes: 3 },
      { day: today() + day, writes: 1 },
    ])
  })

  it('is not lost by SIGTERM', async () => {
    const store = await storeForTest()
    const { gateway, cluster, token } = await world(store)
    await gateway.close()
    const server = await serverForTest(store, { CLUSTERGATE_CHECK_PORT: '0' })
    const port = await eventually(() => Number(/Checks .* on http:\/\/localhost:(\d+)$/m.exec(server.said())?.[1]))
    const request = described({ method: 'POST', target: '/write?db=mine', authorization: authorizationOf(token) })
    const proxied = ['X-Clustergate-Proxy', cluster.proxySecret, ...request]
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(port, cluster.path, proxied)))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(204))
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
    const again = await gatewayOn(store)
    expect(await countsOf(again, cluster, token.id)).toMatchObject([{ writes: 50 }])
  })

  it('costs the store one transaction, however much was checked', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    for (let time = 0; time < 20; time++) await write(cluster, token)
    const before = gateway.statements.length
    await gateway.close()
    const writing = gateway.statements
      .slice(before)
      // That it ends is noted as well.
      .filter((statement) => /^(insert|update|delete)/i.test(statement) && !statement.includes('key_holders'))
    expect(writing.map((statement) => /(?:into|update|from) "?(\w+)/.exec(statement)?.[1])).toEqual([
      'database_token_usage',
      'database_tokens',
      'cluster_proxy_secrets',
    ])
  })
})

describe('the counts of a process', () => {
  it('may be written twice, as after an answer that was lost', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    onTestFinished(() => gateway.close())
    const { core } = gateway.app
    let failsAfterwards = true
    const losing = Object.assign(Object.create(core.store), {
      async transaction(...args: Parameters<typeof core.store.transaction>) {
        await core.store.transaction(...args)
        if (failsAfterwards) throw new Error('the answer was lost')
      },
    })
    const usage = new Usage(losing, core.clock)
    const counted = { accountId: cluster.account.id, id: token.id, description: '' }
    usage.note(counted, 'reads')
    await expect(usage.flush()).rejects.toThrow('lost')
    usage.note(counted, 'reads')
    failsAfterwards = false
    await usage.flush()
    await usage.flush()
    expect(await countsOf(gateway, cluster, token.id)).toMatchObject([{ reads: 2, writes: 0, denials: 0 }])
  })

  it('of one account are written although those of another cannot be', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    onTestFinished(() => gateway.close())
    const other = await openCluster(gateway)
    const { id } = await other.token([])
    const { core } = gateway.app
    let fails = true
    const failing = Object.assign(Object.create(core.store), {
      async transaction(...args: Parameters<typeof core.store.transaction>) {
        if (fails && args[2] === cluster.account.id) throw new Error('refused')
        return core.store.transaction(...args)
      },
    })
    const usage = new Usage(failing, core.clock)
    usage.note({ accountId: cluster.account.id, id: token.id, description: '' }, 'writes')
    usage.note({ accountId: other.account.id, id, description: '' }, 'writes')
    await expect(usage.flush()).rejects.toThrow('refused')
    expect(await countsOf(gateway, other, id)).toMatchObject([{ writes: 1 }])
    expect(await countsOf(gateway, cluster, token.id)).toEqual([])
    fails = false
    await usage.flush()
    expect(await countsOf(gateway, cluster, token.id)).toMatchObject([{ writes: 1 }])
  })

  it('are kept for 90 days, also of accounts that are no longer checked', async () => {
    const store = await makeStoreForTest()
    const { gateway, cluster, token } = await world(store)
    await write(cluster, token)
    await gateway.close()
    for (const [later, rows] of [
      [89, 1],
      [92, 0],
    ] as const) {
      const again = await openChecking({ store })
      again.advance(later * day)
      await again.close()
      const look = await openChecking({ store })
      expect(await countsOf(look, cluster, token.id)).toHaveLength(rows)
      await look.close()
    }
  })
})

it('it is known when the proxy of a cluster asked last, and that nobody asks for another one', async () => {
  const store = await makeStoreForTest()
  const { gateway, cluster } = await world(store)
  await cluster.check({ target: '/ping' })
  await gateway.close()
  const again = await gatewayOn(store)
  const asked = await proxySecretStore.lastChecks(
    again.app.core.store.db,
    cluster.account.id,
    cluster.account.clusterIds,
  )
  expect([...asked.keys()]).toEqual([cluster.id])
})

describe('a denial', () => {
  const denialsOf = async ({ account }: Cluster) => {
    const { auditEvents } = await account.admin.run(
      `{ auditEvents(first: 50, filter: { actions: ["dataplane.denied"] }) { nodes {
        action outcome errorCode actorId actorLabel resourceId resourceLabel ip changes { field before after } } } }`,
    )
    return auditEvents.nodes.reverse()
  }

  it('is an audit event of its token: the first one of each reason and minute', async () => {
    const gateway = await gatewayOn(await makeStoreForTest())
    const cluster = await openCluster(gateway)
    const token = await cluster.token([], undefined, { description: 'ingest' })
    const authorization = authorizationOf(token)
    const canary = encodeURIComponent(`DROP DATABASE "canary"; SET PASSWORD FOR a = 'canary'`)
    for (let time = 0; time < 3; time++) {
      for (const target of ['/write?db=canary', `/query?db=canary&q=${canary}`, '/query?db=canary']) {
        const more = [['X-Real-IP', '192.0.2.7']] as const
        expect((await cluster.check({ method: 'POST', target, authorization, more })).status).toBe(403)
      }
    }
    const events = await eventually(async () => {
      const found = await denialsOf(cluster)
      return found.length >= 3 && found
    })
    const event = (reason: string) => ({
      action: 'dataplane.denied',
      outcome: 'DENIED',
      errorCode: 'FORBIDDEN',
      actorId: token.id,
      actorLabel: 'database token “ingest”',
      resourceId: token.id,
      resourceLabel: 'ingest',
      ip: '192.0.2.7',
      changes: [{ field: 'reason', before: null, after: reason }],
    })
    expect(events).toHaveLength(3)
    expect(events).toEqual(expect.arrayContaining([event('PERMISSION'), event('STATEMENT'), event('PARAMETERS')]))
    expect(JSON.stringify(events)).not.toContain('canary')

    gateway.advance(minute)
    await cluster.check({ method: 'POST', target: '/write?db=canary', authorization })
    expect(await eventually(async () => (await denialsOf(cluster)).length === 4)).toBe(true)
    expect((await denialsOf(cluster))[3]).toMatchObject({ ip: null })
    const { verifyAuditLog } = await cluster.account.admin.run('{ verifyAuditLog { intact } }')
    expect(verifyAuditLog.intact).toBe(true)
  })

  it('of a revoked token is told, as somebody still holds it', async () => {
    const gateway = await gatewayOn(await makeStoreForTest())
    const cluster = await openCluster(gateway)
    const token = await cluster.token([])
    await cluster.account.admin.run(revokeDocument, { id: token.id })
    await write(cluster, token)
    const [event] = await eventually(async () => {
      const found = await denialsOf(cluster)
      return found.length > 0 && found
    })
    expect(event).toMatchObject({ actorId: token.id, changes: [{ after: 'CREDENTIAL' }] })
  })

  it('of a token that does not exist is in no log of an account', async () => {
    const gateway = await gatewayOn(await makeStoreForTest())
    const cluster = await openCluster(gateway)
    await write(cluster, { secret: 'apiv1_invented' })
    const known = await cluster.token([])
    await write(cluster, known)
    // The denial that is recorded came after the one that is not.
    const events = await eventually(async () => {
      const found = await denialsOf(cluster)
      return found.length > 0 && found
    })
    expect(events.map(({ actorId }: { actorId: string }) => actorId)).toEqual([known.id])
  })
})

it('no secret lies in the log, the audit log or the store', async () => {
  const store = await makeStoreForTest()
  const { gateway, cluster, token } = await world(store)
  const p = encodeURIComponent(token.secret)
  await write(cluster, token)
  await write(cluster, token, 'theirs')
  await write(cluster, { secret: `${token.secret}x` })
  await cluster.check({ method: 'POST', target: `/write?db=mine&p=${p}`, authorization: authorizationOf(token) })
  await cluster.check({ method: 'POST', target: `/write?db=theirs&p=${p}` })
  await cluster.check({ target: `/query?db=mine&p=${p}&q=${encodeURIComponent(`'${token.secret}`)}` })
  const { admin } = cluster.account
  const { auditEvents } = await admin.run(
    '{ auditEvents(first: 50) { nodes { actorLabel resourceLabel changes { field before after } } } }',
  )
  const tables = [
    'audit_events',
    'cluster_proxy_secrets',
    'clusters',
    'database_tokens',
    'database_token_usage',
  ] as const
  const rows = await Promise.all(tables.map((table) => gateway.db.selectFrom(table).selectAll().execute()))
  expect(rows.map((list) => list.length > 0)).toEqual([true, true, true, true, false])
  const seen = JSON.stringify([auditEvents, gateway.log, rows])
  await gateway.close()
  for (const secret of [token.secret, cluster.proxySecret, token.secret.slice(12, 44)]) {
    expect(seen).not.toContain(secret)
  }
})

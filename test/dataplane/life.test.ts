import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deleteDatabase, revokeDocument, rotateDocument, updateDocument } from '../database-tokens/documents.ts'
import type { TestGateway, TestOptions } from '../gateway.ts'
import { planOf } from '../store/plans.ts'
import { networkTo } from '../store/postgres-proxy.ts'
import { makeStore, onPostgres } from '../store.ts'
import { hour, minute } from '../times.ts'
import { ask, type Cluster, checkPortOf, described, openChecking, openCluster } from './checks.ts'

async function checkingForTest(options: TestOptions = {}): Promise<TestGateway> {
  const gateway = await openChecking(options)
  onTestFinished(() => gateway.close())
  return gateway
}

/** A cluster with the databases `mine` and `theirs`, a token that writes to the first, and one that writes anywhere. */
async function clusterForTest(gateway: TestGateway) {
  const cluster = await openCluster(gateway)
  const mine = await cluster.database('mine')
  await cluster.database('theirs')
  const writer = await cluster.token([{ action: 'WRITE', databaseId: mine }])
  const everywhere = await cluster.token([{ action: 'WRITE', databaseId: '*' }])
  return { cluster, mine, writer, everywhere }
}

const statusOf = async (cluster: Cluster, secret: string, database: string) =>
  (await cluster.check({ method: 'POST', target: `/write?db=${database}`, authorization: `Bearer ${secret}` })).status

const rename = ({ account }: Cluster, id: string, name: string) =>
  account.admin.run('mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { id } } }', {
    input: { id, name },
  })

const undelete = ({ account }: Cluster, id: string) =>
  account.admin.run('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id })

describe('at the very next request', () => {
  it('a renamed database has its new name alone, and what takes the old one is another database', async () => {
    const { cluster, mine, writer, everywhere } = await clusterForTest(await checkingForTest())
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
    await rename(cluster, mine, 'renamed')
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(403)
    expect(await statusOf(cluster, everywhere.secret, 'mine')).toBe(403)
    expect(await statusOf(cluster, writer.secret, 'renamed')).toBe(204)
    await cluster.database('mine')
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(403)
    expect(await statusOf(cluster, everywhere.secret, 'mine')).toBe(204)
  })

  it('a deleted database is closed, also to a token of every database, until it is restored', async () => {
    const { cluster, mine, writer, everywhere } = await clusterForTest(await checkingForTest())
    await deleteDatabase(cluster.account, mine, 'mine')
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(403)
    expect(await statusOf(cluster, everywhere.secret, 'mine')).toBe(403)
    await undelete(cluster, mine)
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
    expect(await statusOf(cluster, everywhere.secret, 'mine')).toBe(204)
  })

  it('a token that was revoked, has expired, or was narrowed no longer opens anything', async () => {
    const gateway = await checkingForTest()
    const { cluster, mine, writer, everywhere } = await clusterForTest(gateway)
    const { admin } = cluster.account
    await admin.run(revokeDocument, { id: writer.id })
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(401)

    await admin.run(updateDocument, {
      input: { id: everywhere.id, permissions: [{ action: 'READ', databaseId: mine }] },
    })
    expect(await statusOf(cluster, everywhere.secret, 'mine')).toBe(403)

    const expiresAt = new Date(Date.now() + hour).toISOString()
    const short = await cluster.token([{ action: 'WRITE', databaseId: mine }], admin, { expiresAt })
    expect(await statusOf(cluster, short.secret, 'mine')).toBe(204)
    gateway.advance(hour + minute)
    expect(await statusOf(cluster, short.secret, 'mine')).toBe(401)
  })

  it('a rotated token opens until its overlap ends, beside its successor', async () => {
    const gateway = await checkingForTest()
    const { cluster, writer } = await clusterForTest(gateway)
    const { rotateDatabaseToken } = await cluster.account.admin.run(rotateDocument, {
      input: { id: writer.id, overlap: '30m' },
    })
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
    expect(await statusOf(cluster, rotateDatabaseToken.secret, 'mine')).toBe(204)
    gateway.advance(31 * minute)
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(401)
    expect(await statusOf(cluster, rotateDatabaseToken.secret, 'mine')).toBe(204)
  })
})

it('what a linked cluster has under a name, and not as ours, is closed to tokens', async () => {
  const gateway = await checkingForTest()
  const { cluster, mine, writer, everywhere } = await clusterForTest(gateway)
  const standsAs = async (externalName: string | null) => {
    await sql`delete from cluster_work where id = ${mine}`.execute(gateway.db)
    await sql`insert into cluster_work
      (account_id, cluster_id, kind, id, wanted, applied, state, since, attempts, request_id, external_name)
      values (${cluster.account.id}, ${cluster.id}, 'DATABASE', ${mine}, 1, 0, 'FAILED', 1, 1, 'r', ${externalName})`.execute(
      gateway.db,
    )
    return [await statusOf(cluster, writer.secret, 'mine'), await statusOf(cluster, everywhere.secret, 'mine')]
  }
  expect(await standsAs(null)).toEqual([403, 403])
  expect(await standsAs('another')).toEqual([403, 403])
  expect(await standsAs('mine')).toEqual([204, 204])
})

it('a token opens its own cluster alone, not the other of its account nor that of another account', async () => {
  const gateway = await checkingForTest()
  const { cluster, everywhere } = await clusterForTest(gateway)
  const stranger = await openCluster(gateway)
  await stranger.database('mine')
  const ofStranger = await stranger.token([{ action: 'WRITE', databaseId: '*' }])
  const ofSecond = await cluster.token([{ action: 'WRITE', databaseId: '*' }], cluster.account.admin, {
    clusterId: cluster.account.clusterIds[1],
  })
  expect(await statusOf(stranger, everywhere.secret, 'mine')).toBe(401)
  expect(await statusOf(cluster, ofStranger.secret, 'mine')).toBe(401)
  expect(await statusOf(cluster, ofSecond.secret, 'mine')).toBe(401)
  expect(await statusOf(stranger, ofStranger.secret, 'mine')).toBe(204)
})

it('a check costs one statement, whatever its answer', async () => {
  const gateway = await checkingForTest()
  const { cluster, writer } = await clusterForTest(gateway)
  // The first check of a cluster learns its account.
  await statusOf(cluster, writer.secret, 'mine')
  const authorization = `Bearer ${writer.secret}`
  const target = `/query?db=mine&q=${encodeURIComponent('SELECT * FROM mine..a, theirs..b, other..c')}`
  const costs = async (work: () => Promise<unknown>) => (await gateway.count(work)).statements.length
  expect(await costs(() => statusOf(cluster, writer.secret, 'mine'))).toBe(1)
  expect(await costs(() => statusOf(cluster, 'unknown', 'mine'))).toBe(1)
  expect(await costs(() => cluster.check({ target: '/ping' }))).toBe(1)
  expect(await costs(() => cluster.check({ target: '/debug/vars', authorization }))).toBe(1)
  const unknown = ['X-Clustergate-Proxy', 'cgp_no', ...described({ target })]
  expect(await costs(() => ask(checkPortOf(gateway), cluster.path, unknown))).toBe(0)
  // Its denial is an audit event, in a transaction of its own that no answer waits for.
  const denied = await gateway.count(() => cluster.check({ target, authorization }))
  expect(denied.result.status).toBe(403)
  expect(denied.statements.filter((statement) => statement.includes('cluster_proxy_secrets')).length).toBe(1)
})

it('the statement of a check, and of an introspection, reads rows by indexes alone', async () => {
  const gateway = await checkingForTest()
  const { cluster, writer } = await clusterForTest(gateway)
  await statusOf(cluster, writer.secret, 'mine')
  const client = Buffer.from(`${cluster.id}:${cluster.proxySecret}`).toString('base64')
  const form = ['Authorization', `Basic ${client}`, 'Content-Type', 'application/x-www-form-urlencoded']
  await ask(checkPortOf(gateway), '/introspect', form, { method: 'POST', body: 'token=x' })
  const reading = gateway.statements.filter((statement) =>
    /^select.*from "cluster_proxy_secrets" as "proxy"/.test(statement),
  )
  const statements = [...new Set(reading)]
  expect(statements).toHaveLength(2)
  for (const statement of statements) {
    const plan = await planOf(gateway.db, statement)
    expect(plan).toMatch(onPostgres ? /Index (Only )?Scan/ : /SEARCH proxy USING .*INDEX/)
    // The list of names is a table of its own to SQLite.
    expect(plan.replace('SCAN json_each VIRTUAL', '')).not.toMatch(/SCAN |Seq Scan/)
  }
})

/** How many requests follow revocations, of which there are ten or more; docs/contributing.md tells of the long run. */
const requestsAfter = Number(process.env['REQUESTS_AFTER_REVOCATIONS'] ?? 200)
const revocations = Math.max(10, Math.ceil(requestsAfter / 500))
const writersAtOnce = 4
const requestsOfWriter = Math.ceil(requestsAfter / revocations / writersAtOnce)

const revocationsTime = { timeout: 30_000 + 10 * requestsAfter }

it.runIf(onPostgres)(
  'on every gateway of a store a revocation holds for each request after it',
  revocationsTime,
  async () => {
    const store = await makeStore()
    onTestFinished(() => store.remove())
    const [first, second] = [await checkingForTest({ store }), await checkingForTest({ store })]
    const { cluster, mine } = await clusterForTest(first)
    const path = cluster.path
    const onSecond = async (secret: string) => {
      const request = described({ method: 'POST', target: '/write?db=mine', authorization: `Bearer ${secret}` })
      return (await ask(checkPortOf(second), path, ['X-Clustergate-Proxy', cluster.proxySecret, ...request])).status
    }
    for (let round = 0; round < revocations; round++) {
      const { id, secret } = await cluster.token([{ action: 'WRITE', databaseId: mine }])
      expect(await onSecond(secret)).toBe(204)
      let isRevoked = false
      const afterwards: number[] = []
      const writers = Array.from({ length: writersAtOnce }, async () => {
        for (let after = 0; after < requestsOfWriter; ) {
          const began = isRevoked
          const status = await onSecond(secret)
          if (!began) continue
          afterwards.push(status)
          after++
        }
      })
      await cluster.account.admin.run(revokeDocument, { id })
      isRevoked = true
      await Promise.all(writers)
      expect(afterwards).toEqual(Array(writersAtOnce * requestsOfWriter).fill(401))
    }
    await deleteDatabase(cluster.account, mine, 'mine')
    const everywhere = await cluster.token([{ action: 'WRITE', databaseId: '*' }])
    expect(await onSecond(everywhere.secret)).toBe(403)
  },
)

describe('while the store cannot be asked', () => {
  it('every check is answered 503, and none is allowed', async () => {
    const gateway = await checkingForTest()
    const { cluster, writer } = await clusterForTest(gateway)
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
    await sql`alter table database_token_permissions rename to away`.execute(gateway.db)
    const answer = await cluster.check({
      method: 'POST',
      target: '/write?db=mine',
      authorization: `Bearer ${writer.secret}`,
    })
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1', 'cache-control': 'no-store' } })
    expect(gateway.log).toContainEqual(expect.objectContaining({ msg: 'checks of the data plane fail' }))
    expect(JSON.stringify(gateway.log)).not.toContain(writer.secret)
    await sql`alter table away rename to database_token_permissions`.execute(gateway.db)
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
  })

  it.runIf(onPostgres)('a check does not wait for a server that does not answer', async () => {
    const store = await makeStore()
    const network = await networkTo(store.databaseUrl as string)
    onTestFinished(() => store.remove())
    const gateway = await checkingForTest({ store: { ...store, databaseUrl: network.url } })
    onTestFinished(() => network.close())
    const { cluster, writer } = await clusterForTest(gateway)
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(204)
    network.stall()
    expect(await statusOf(cluster, writer.secret, 'mine')).toBe(503)
    network.heal()
  })
})

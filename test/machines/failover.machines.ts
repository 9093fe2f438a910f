import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../gateway.ts'
import { type Database, type DatabaseNode, hostsOf, query, startDatabase, urlOf } from './database.ts'
import { type Gateways, newMasterKey, startDatabaseProxy, startGateways } from './gateways.ts'
import { type Acknowledged, startWriters, tally } from './load.ts'

const kills = Number(process.env['MACHINES_KILLS'] || 10)
const writers = 8
const recoveryMillisecondsMax = 30_000
/** A gateway gives an operation up after 10 s; the rest is for a machine that does other things. */
const answerMillisecondsMax = 12_000
/** What clients may be told while there is no primary. */
const allowed = ['ok', 'UNAVAILABLE', 'UNKNOWN_OUTCOME', 'RATE_LIMITED', 'IDEMPOTENCY_KEY_REUSED']

describe('a PostgreSQL of three servers, whose primary is killed again and again', () => {
  const masterKey = newMasterKey()
  let database: Database
  beforeAll(async () => {
    database = await startDatabase()
    const { port } = await database.whole()
    await query(port, 'create database clustergate', 'postgres')
  }, 180_000)
  afterAll(() => database?.stop())

  const after: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of after.splice(0).toReversed()) await end()
  })

  const ways: readonly (readonly [string, () => Promise<string>])[] = [
    ['named in DATABASE_URL', async () => hostsOf(database)],
    [
      'behind an HAProxy',
      async () => {
        const proxy = await startDatabaseProxy(database.nodes)
        after.push(proxy.stop)
        return `127.0.0.1:${proxy.port}`
      },
    ],
  ]

  /** Kills a server amid writers, and finds out what has become of what they were told. */
  async function killAmidWriters(gateways: Gateways, round: string, victim: DatabaseNode, isMachine: boolean) {
    const acknowledged = startWriters(gateways, writers, round)
    after.push(acknowledged.stop)
    await moreThan(acknowledged, 5 * writers)
    const killedAt = performance.now()
    victim.crash(isMachine)
    const recovery = await Promise.all(gateways.instances.map(({ url }) => takesChanges(url, gateways, killedAt)))
    await moreThan(acknowledged, acknowledged.made.size + 2 * writers)
    await victim.start()
    await acknowledged.stop()
    after.pop()
    const { port } = await database.whole()

    await expectNothingLost(port, acknowledged)
    for (const { url } of gateways.instances) expect(await isIntact(url, gateways)).toBe(true)
    const outcomes = tally(acknowledged.sent)
    const slowest = Math.max(...acknowledged.sent.map(({ milliseconds }) => milliseconds))
    console.info(
      `${round}, ${isMachine ? 'the whole machine' : 'PostgreSQL alone'}: ` +
        `${acknowledged.made.size} tokens acknowledged, changes again after ` +
        `${recovery.map((one) => (one / 1_000).toFixed(1)).join(', ')} s, slowest answer ${Math.round(slowest)} ms`,
      outcomes,
    )
    expect(Object.keys(outcomes).filter((outcome) => !allowed.includes(outcome))).toEqual([])
    expect(Math.max(...recovery)).toBeLessThan(recoveryMillisecondsMax)
    expect(slowest).toBeLessThan(answerMillisecondsMax)
  }

  it.each(ways)(
    `%s: of ${kills} kills of the primary amid ${writers} writers, none loses what was acknowledged`,
    async (way, hosts) => {
      const gateways = await startGateways(urlOf(await hosts()), masterKey)
      after.push(gateways.stop)
      for (let kill = 1; kill <= kills; kill++) {
        // In turns PostgreSQL alone, and its whole machine, of which Patroni is a part.
        await killAmidWriters(gateways, `${way} ${kill}`, await database.whole(), kill % 2 === 0)
      }
    },
    kills * 120_000,
  )

  it('goes on without its synchronous standby, and loses nothing', async () => {
    const gateways = await startGateways(urlOf(hostsOf(database)), masterKey)
    after.push(gateways.stop)
    await killAmidWriters(gateways, 'the standby', await database.standby(), true)
  }, 240_000)
})

/** Waits until so many tokens were acknowledged. */
async function moreThan({ made }: Acknowledged, count: number): Promise<void> {
  while (made.size < count) await delay(20)
}

const renameDocument = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { name } } }'

/**
 * Changes something at one gateway until that succeeds again and again, for what was under way at the kill may succeed,
 * too; answers with the milliseconds from the kill to the first of these.
 */
async function takesChanges(url: string, { token }: Gateways, since: number): Promise<number> {
  const client = clientOf(url, { authorization: `Bearer ${token}` })
  let succeeded: number[] = []
  for (;;) {
    const { errors } = await client.send(renameDocument, { input: { name: `Ada ${Math.random()}` } })
    succeeded = errors.length === 0 ? [...succeeded, performance.now() - since] : []
    if (succeeded.length === 3) return succeeded[0] as number
    await delay(50)
  }
}

async function isIntact(url: string, { token }: Gateways): Promise<boolean> {
  const client = clientOf(url, { authorization: `Bearer ${token}` })
  return (await client.run('{ verifyAuditLog { intact } }')).verifyAuditLog.intact
}

/** Every token that was acknowledged is there, as are its event and its end; what has a key was made once. */
async function expectNothingLost(port: number, { made, revoked, keyed }: Acknowledged): Promise<void> {
  const rows = await query(port, 'select id, description, revoked_at from database_tokens')
  const byId = new Map(rows.map((row) => [row['id'], row]))
  expect([...made.values()].filter((id) => !byId.has(id))).toEqual([])
  expect([...revoked].filter((id) => byId.get(id)?.['revoked_at'] === null)).toEqual([])
  const events = await query(
    port,
    `select resource_id, action from audit_events where action in ('database_token.create', 'database_token.revoke')
      and outcome = 'SUCCEEDED'`,
  )
  const told = new Set(events.map((row) => `${row['action']} ${row['resource_id']}`))
  expect([...made.values()].filter((id) => !told.has(`database_token.create ${id}`))).toEqual([])
  expect([...revoked].filter((id) => !told.has(`database_token.revoke ${id}`))).toEqual([])
  const times = new Map<string, number>()
  for (const { description } of rows) times.set(description, (times.get(description) ?? 0) + 1)
  expect([...keyed].filter((description) => times.get(description) !== 1)).toEqual([])
}

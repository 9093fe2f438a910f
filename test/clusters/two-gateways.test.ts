import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Carrier } from '../../src/carrier/carrier.ts'
import { eventually, openGateway, type TestAccount, type TestGateway } from '../gateway.ts'
import { isHere } from '../programs.ts'
import { type Influxd, startInfluxd, usualPassword } from './influxd.ts'
import { link } from './link.ts'

const changesCount = 1_000
const databasesCount = 20
const tokensCount = 10
const clients = 8

/** Notes the objects that two attempts were made of at the same time, by whichever gateway of this process. */
function watchAttempts() {
  const running = new Set<string>()
  const together: string[] = []
  let count = 0
  const { attempt } = Carrier.prototype
  Carrier.prototype.attempt = async function (this: Carrier, journey, task, signal) {
    count++
    if (running.has(task.id)) together.push(task.id)
    running.add(task.id)
    try {
      return await attempt.call(this, journey, task, signal)
    } finally {
      running.delete(task.id)
    }
  }
  return {
    together,
    get count() {
      return count
    },
    stop() {
      Carrier.prototype.attempt = attempt
    },
  }
}

const canRun = isHere('influxd') && process.env['TEST_STORE'] === 'postgres'

describe.runIf(canRun)('two gateways on one PostgreSQL and one InfluxDB 1.x', () => {
  let gateways: readonly TestGateway[]
  let account: TestAccount
  let influxd: Influxd
  beforeAll(async () => {
    const first = await openGateway()
    gateways = [first, await openGateway({ store: first.store })]
    account = await first.account()
    influxd = await startInfluxd({ hasAuth: true })
    const given = { kind: 'INFLUXDB_1', credential: usualPassword, settings: { username: 'root' } } as const
    await link(first, account, { ...given, url: influxd.url })
  })
  afterAll(async () => {
    for (const gateway of gateways?.toReversed() ?? []) await gateway.close()
    await influxd?.stop()
  })

  it(`bring ${changesCount} changes to the same end, each object attempted by one at a time`, async () => {
    const callers = gateways.map((gateway) => gateway.as(account.admin.token))
    const callerOf = (at: number) => callers[at % callers.length] as (typeof callers)[number]
    const clusterId = account.clusterIds[0]
    const databases: string[] = []
    for (let at = 0; at < databasesCount; at++) {
      const { createDatabase } = await callerOf(at).run(
        'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
        { input: { clusterId, name: `changed-${at}` } },
      )
      databases.push(createDatabase.database.id)
    }
    const permissionsOf = (at: number) => [
      { action: at % 2 ? 'READ' : 'WRITE', databaseId: databases[at % databasesCount] },
      { action: 'READ', databaseId: databases[(at * 7 + 1) % databasesCount] },
    ]
    const tokens: string[] = []
    for (let at = 0; at < tokensCount; at++) {
      const { createDatabaseToken } = await callerOf(at).run(
        'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
        { input: { clusterId, description: `token ${at}`, permissions: permissionsOf(at) } },
      )
      tokens.push(createDatabaseToken.token.id)
    }

    const attempts = watchAttempts()
    onTestFinished(attempts.stop)
    let next = 0
    const change = async (at: number): Promise<void> => {
      const caller = callerOf(at)
      if (at % 4 === 0) {
        const input = { id: tokens[at % tokensCount], permissions: permissionsOf(at) }
        await caller.run(
          'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
          { input },
        )
        return
      }
      const input = { id: databases[Math.floor(at / 3) % databasesCount], retentionPeriod: `${(at % 50) + 2}h` }
      await caller.run(
        'mutation ($input: UpdateDatabaseInput!) { updateDatabase(input: $input) { database { id } } }',
        {
          input,
        },
      )
    }
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (next < changesCount) await change(next++)
      }),
    )
    await eventually(async () => {
      const { cluster } = await callerOf(0).run('query ($id: ID!) { cluster(id: $id) { link { pendingCount } } }', {
        id: clusterId,
      })
      return cluster.link.pendingCount === 0
    })
    expect(attempts.together).toEqual([])
    expect(attempts.count).toBeGreaterThan(changesCount / 2)

    const { databases: wanted } = await callerOf(0).run(
      '{ databases(first: 50) { nodes { name retentionPeriod sync { state } } } }',
    )
    for (const { name, retentionPeriod, sync } of wanted.nodes) {
      const [policies] = await influxd.run(`SHOW RETENTION POLICIES ON "${name}"`)
      const duration = policies?.series?.[0]?.values[0]?.[1]
      expect([name, sync.state, duration]).toEqual([name, 'APPLIED', goDuration(retentionPeriod)])
    }
    const { databaseTokens } = await callerOf(0).run(
      '{ databaseTokens(first: 50) { nodes { id sync { state } permissions { action database { name } } } } }',
    )
    for (const { id, sync, permissions } of databaseTokens.nodes) {
      const [grants] = await influxd.run(`SHOW GRANTS FOR "${id}"`)
      const found = (grants?.series?.[0]?.values ?? [])
        .filter(([, privilege]) => privilege !== 'NO PRIVILEGES')
        .map(([name, privilege]) => `${name} ${privilege}`)
      expect([id, sync.state, found.sort()]).toEqual([id, 'APPLIED', privilegesOf(permissions)])
    }
  }, 300_000)
})

/** `3d` or `50h` as InfluxDB prints it. */
function goDuration(period: string | null): string {
  if (period === null) return '0s'
  const [, days = 0, hours = 0] = /^(?:(\d+)d)?(?:(\d+)h)?$/.exec(period) ?? []
  return `${Number(days) * 24 + Number(hours)}h0m0s`
}

function privilegesOf(permissions: readonly { action: string; database: { name: string } }[]): string[] {
  const byName = new Map<string, Set<string>>()
  for (const { action, database } of permissions) {
    byName.set(database.name, (byName.get(database.name) ?? new Set()).add(action))
  }
  return [...byName]
    .map(([name, actions]) => `${name} ${actions.size === 2 ? 'ALL PRIVILEGES' : [...actions][0]}`)
    .sort()
}

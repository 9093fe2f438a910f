import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type Influxd, startInfluxd, usualPassword } from './influxd.ts'
import { link } from './link.ts'

describe('a database on a real InfluxDB 1.x', () => {
  const { gateway, account, admin } = useWorld()
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    await link(gateway, account, {
      kind: 'INFLUXDB_1',
      url: influxd.url,
      credential: usualPassword,
      settings: { username: 'root' },
    })
  })
  afterAll(() => influxd?.stop())

  const names = async () => {
    const [result] = await influxd.run('SHOW DATABASES')
    return result?.series?.[0]?.values.flat()
  }

  it('is there when createDatabase answers, opens to a token, and closes when it is deleted', async () => {
    const created = await admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId: account.clusterIds[0], name: 'orders', retentionPeriod: '7d' } },
    )
    const { id } = created.createDatabase.database
    expect(await names()).toContain('orders')
    const made = await admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret token { id } } }',
      {
        input: {
          clusterId: account.clusterIds[0],
          description: 'shop',
          permissions: [{ action: 'WRITE', databaseId: id }],
        },
      },
    )
    const { secret, token } = made.createDatabaseToken
    const as = { user: token.id, password: secret }
    expect(await influxd.put('orders', 'm v=1', as)).toMatchObject({ status: 204 })
    await admin.run('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', {
      input: { id, confirmName: 'orders' },
    })
    expect(await influxd.put('orders', 'm v=2', as)).toMatchObject({ status: 403 })
    expect(await names()).toContain('orders')
    await admin.run('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id })
    expect(await influxd.put('orders', 'm v=3', as)).toMatchObject({ status: 204 })
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: token.id })
    expect(await influxd.put('orders', 'm v=4', as)).toMatchObject({ status: 401 })
  })

  it('costs no further statement in a page of twenty databases', async () => {
    for (let at = 0; at < 20; at++) {
      await admin.run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }', {
        input: { clusterId: account.clusterIds[0], name: `page-${at}` },
      })
    }
    const page = (selected: string) =>
      gateway.count(() =>
        admin.run(`{ databases(first: 20, filter: { search: "page-" }) { nodes { name ${selected} } } }`),
      )
    await page('')
    const without = await page('')
    const fields = 'sync { state since appliedAt attempts nextAttemptAt lastError { code } }'
    // A document is planned when it comes for the second time.
    await page(fields)
    const { result, statements } = await page(fields)
    expect(result.databases.nodes).toHaveLength(20)
    for (const { sync } of result.databases.nodes) {
      expect(sync).toMatchObject({ state: 'APPLIED', attempts: 0, nextAttemptAt: null, lastError: null })
    }
    expect(without.statements).toHaveLength(2)
    expect(statements).toHaveLength(2)
  })

  it('answers createDatabase after one claim within the change, and one settlement', async () => {
    const { statements } = await gateway.count(() =>
      admin.run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }', {
        input: { clusterId: account.clusterIds[0], name: 'counted' },
      }),
    )
    const writes = statements.filter((text) => /^(insert|update|delete)/.test(text) && /tasks|cluster_work/.test(text))
    expect(writes.map((text) => text.replace(/^(\w+) (?:into |from )?"(\w+)".*/s, '$1 $2'))).toEqual([
      'insert tasks',
      'insert cluster_work',
      // Before the first call that creates: from then on, what is there under the name is ours.
      'update cluster_work',
      // The settlement; it has removed the task, which `count` does not show.
      'update cluster_work',
      // The tokens that reach every database learn of it.
      'insert tasks',
      'update cluster_work',
    ])
  })
})

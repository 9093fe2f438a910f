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
})

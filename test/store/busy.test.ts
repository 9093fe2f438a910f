import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connectSqlite } from '../../src/store/sqlite-connection.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'

const clusters = '{ clusters { totalCount } }'

it.skipIf(onPostgres)(
  'a change that another process holds up for long is told to come back, and does nothing',
  async () => {
    const gateway = await gatewayForTest()
    const { admin, clusterIds } = await gateway.account()
    const create = () =>
      admin.send('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { name } } }', {
        input: { clusterId: clusterIds[0], name: 'telemetry' },
      })
    const other = connectSqlite(join(gateway.store.dataDirectory, 'clustergate.db'))
    other.exec('begin immediate')
    const { errors } = await create()
    other.exec('rollback')
    other.close()
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    expect((await create()).data.createDatabase.database.name).toBe('telemetry')
  },
)

it.skipIf(onPostgres)('a query is answered while another process writes, also when “last seen” is due', async () => {
  const gateway = await gatewayForTest()
  const { admin } = await gateway.account()
  const seen = () => gateway.app.core.store.db.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow()
  const before = await seen()
  gateway.advance(60_001)
  const other = connectSqlite(join(gateway.store.dataDirectory, 'clustergate.db'))
  other.exec('begin immediate')
  const answers = [await admin.send(clusters), await admin.send(clusters)]
  other.exec('rollback')
  other.close()
  expect(answers.map(({ status, data }) => ({ status, data }))).toEqual(
    Array(2).fill({ status: 200, data: { clusters: { totalCount: 2 } } }),
  )
  expect(await seen(), 'it could not be noted').toEqual(before)

  const noted = async () => {
    await admin.run(clusters)
    return (await seen()).last_seen_at
  }
  await expect.poll(noted, { message: 'and is as soon as it can be' }).toBeGreaterThan(before.last_seen_at)
})

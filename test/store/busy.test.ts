import { expect, it } from 'vitest'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { whileLocked } from './locked.ts'

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
    const { errors } = await whileLocked(gateway, create)
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    expect((await create()).data).toEqual({ createDatabase: { database: { name: 'telemetry' } } })
  },
)

it.skipIf(onPostgres)('a query is answered while another process writes, also when “last seen” is due', async () => {
  const gateway = await gatewayForTest()
  const { admin } = await gateway.account()
  const seen = () => gateway.app.core.store.db.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow()
  const before = await seen()
  gateway.advance(60_001)
  const answers = await whileLocked(gateway, async () => [await admin.send(clusters), await admin.send(clusters)])
  expect(answers.map(({ status, data }) => ({ status, data }))).toEqual(
    Array(2).fill({ status: 200, data: { clusters: { totalCount: 2 } } }),
  )
  expect(await seen(), 'it could not be noted').toEqual(before)

  await admin.run(clusters)
  expect((await seen()).last_seen_at, 'and is as soon as it can be').toBeGreaterThan(before.last_seen_at)
})

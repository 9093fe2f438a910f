import { expect, it } from 'vitest'
import { createDocument, inputOf } from '../databases/documents.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { whileLocked } from './locked.ts'

const clusters = '{ clusters { totalCount } }'

it.skipIf(onPostgres)(
  'a change that another process holds up for long is told to come back, and does nothing',
  async () => {
    const gateway = await gatewayForTest()
    const account = await gateway.account()
    const create = () => account.admin.send(createDocument, inputOf(account, { name: 'telemetry' }))
    const { errors } = await whileLocked(gateway, create)
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    expect((await create()).data.createDatabase.database.name).toBe('telemetry')
  },
)

// Once more when the machine itself stood still for the second that the changes wait.
it.skipIf(onPostgres)('others are answered while changes wait for another process', { retry: 2 }, async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  let answered = 0
  await whileLocked(gateway, async () => {
    let isWaiting = true
    const names = ['a', 'b', 'c', 'd']
    const all = Promise.all(
      names.map((name) => account.admin.send(createDocument, inputOf(account, { name }))),
    ).finally(() => {
      isWaiting = false
    })
    while (isWaiting) {
      await account.admin.run(clusters)
      answered++
    }
    for (const { errors } of await all) expect(errors[0]?.extensions.code).toBe('RATE_LIMITED')
  })
  expect(answered).toBeGreaterThan(10)
})

it.skipIf(onPostgres)('a query is answered while another process writes, also when “last seen” is due', async () => {
  const gateway = await gatewayForTest()
  const { admin } = await gateway.account()
  const seen = () => gateway.db.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow()
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

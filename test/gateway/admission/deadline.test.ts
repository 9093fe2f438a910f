import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Answer, eventually, gatewayForTest, type TestGateway } from '../../gateway.ts'
import { onPostgres } from '../../store.ts'
import { hold, waiting } from './held.ts'

const tooLate = {
  status: 503,
  retryAfter: '1',
  data: undefined,
  codes: ['RATE_LIMITED'],
  message: 'It took too long and was given up, without an effect. Try again later.',
}

const told = ({ status, headers, data, errors }: Answer) => ({
  status,
  retryAfter: headers.get('retry-after'),
  data,
  codes: errors.map(({ extensions }) => extensions.code),
  message: errors[0]?.message,
})

/** Lets time pass once, after the next statement that matches. */
function passAfter(gateway: TestGateway, pattern: RegExp, milliseconds: number): void {
  let passed = false
  gateway.onStatement((sql) => {
    if (passed || !pattern.test(sql)) return
    passed = true
    gateway.advance(milliseconds)
  })
}

const authentication = /from "sessions"/
const query = '{ databases { nodes { id cluster { id } tokens { nodes { id } } } } }'
const createDatabase = (name: string, clusterId: unknown) =>
  `createDatabase(input: { name: "${name}", clusterId: "${clusterId}" }) { database { name tables { totalCount } } }`

it.each(['a plan', 'Apollo Server'])('a query that %s runs begins no statement after 10 s', async (way) => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()
  await admin.run(`mutation { ${createDatabase('telemetry', clusterIds[0])} }`)
  const document = way === 'a plan' ? query : `${query} # new`
  await admin.run(query)
  // No time but what is let pass here.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
  onTestFinished(() => clock.mockRestore())

  passAfter(gateway, authentication, 9_000)
  expect(told(await admin.send(document)).codes, 'just before').toEqual([])

  passAfter(gateway, authentication, 10_001)
  const first = await gateway.count(() => admin.send(`${document}`))
  expect(told(first.result)).toEqual(tooLate)
  expect(first.statements).toHaveLength(1)

  passAfter(gateway, /from "databases"/, 10_001)
  const second = await gateway.count(() => admin.send(document))
  expect(told(second.result)).toEqual(tooLate)
  expect(second.statements).toHaveLength(2)

  gateway.onStatement(() => {})
  expect(told(await admin.send(document)).codes, 'once the store is quick again').toEqual([])
})

it.each(['a plan', 'Apollo Server'])('the log names an operation of %s that took too long', async (way) => {
  const gateway = await gatewayForTest()
  const { admin } = await gateway.account()
  const document = 'query Slow { databases { totalCount } }'
  if (way === 'a plan') await admin.run(document)

  passAfter(gateway, /from "databases"/, 10_001)
  const { status, headers } = await admin.send(document)

  expect(status).toBe(503)
  const requestId = headers.get('x-request-id')
  const line = await eventually(() =>
    gateway.log.find((one) => one['requestId'] === requestId && one['msg'] === 'request'),
  )
  expect(line).toMatchObject({ operationName: 'Slow', outcome: 'RATE_LIMITED' })
})

it('a mutation that takes too long changes nothing, says so, and leaves its event', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()

  passAfter(gateway, /insert into "databases"/, 10_001)
  expect(told(await admin.send(`mutation { ${createDatabase('late', clusterIds[0])} }`))).toEqual(tooLate)

  // The answer about the deadline may leave before the attempt is written down.
  const { databases, auditEvents } = await eventually(async () => {
    const found = await admin.run(
      '{ databases { totalCount } auditEvents(filter: { actions: ["database.create"] }) { nodes { outcome errorCode } } }',
    )
    return found.auditEvents.nodes.length > 0 && found
  })
  expect(databases.totalCount).toBe(0)
  expect(auditEvents.nodes).toEqual([{ outcome: 'FAILED', errorCode: 'RATE_LIMITED' }])
})

it('what was committed before the time was over is told, and what comes after it is not begun', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()

  // Tables are asked for only once the first change is committed, to tell what became of it.
  passAfter(gateway, /from "tables"/, 10_001)
  const { status, data, errors } = await admin.send(
    `mutation { a: ${createDatabase('first', clusterIds[0])} b: ${createDatabase('second', clusterIds[0])} }`,
  )

  expect(status).toBe(200)
  expect(data).toEqual({ a: { database: { name: 'first', tables: { totalCount: 0 } } }, b: null })
  expect(errors).toMatchObject([{ path: ['b'], message: tooLate.message, extensions: { code: 'RATE_LIMITED' } }])
  const { databases } = await admin.run('{ databases { nodes { name } } }')
  expect(databases.nodes).toEqual([{ name: 'first' }])
})

it('a change that waits is answered when the time is over, and is never begun', async () => {
  const gateway = await gatewayForTest()
  const { admin, clusterIds } = await gateway.account()
  const letGo = await hold(gateway, 'databases')

  const answers: Answer[] = []
  for (const name of ['one', 'two']) {
    void admin.send(`mutation { ${createDatabase(name, clusterIds[0])} }`).then((answer) => answers.push(answer))
  }
  await eventually(() => {
    gateway.advance(1_000)
    return answers.length === 2
  })
  expect(answers.map(told)).toEqual([tooLate, tooLate])

  await letGo()
  expect(await admin.run('{ databases { totalCount } }')).toEqual({ databases: { totalCount: 0 } })
  expect(gateway.log.filter(({ level }) => (level as number) >= 50)).toEqual([])
})

describe.runIf(onPostgres)('on PostgreSQL the server stops', () => {
  it.each(['a plan', 'Apollo Server'])('a statement of a query that %s runs, after 5 s', async (way) => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    const document = `{ clusters { totalCount } }${way === 'a plan' ? '' : ' # new'}`
    await admin.run('{ clusters { totalCount } }')
    const letGo = await hold(gateway, 'clusters')
    expect(told(await admin.send(document))).toEqual(tooLate)
    expect(await waiting(gateway)).toBe(0)
    await letGo()
    expect(told(await admin.send(document)).codes).toEqual([])
  })

  it('a statement of a change when its time is over', async () => {
    const gateway = await gatewayForTest()
    const { admin, clusterIds } = await gateway.account()
    const letGo = await hold(gateway, 'databases')
    passAfter(gateway, authentication, 9_800)
    expect(told(await admin.send(`mutation { ${createDatabase('late', clusterIds[0])} }`))).toEqual(tooLate)
    // The answer about the deadline may have left a moment before; the usual time limit would last much longer.
    await expect.poll(() => waiting(gateway), { timeout: 1_000 }).toBe(0)
    await letGo()
    expect(await admin.run('{ databases { totalCount } }')).toEqual({ databases: { totalCount: 0 } })
    const { rows } = await sql`show statement_timeout`.execute(gateway.app.core.store.db)
    expect(rows, 'the next statement of the connection has the usual time limit').toEqual([{ statement_timeout: '5s' }])
  })
})

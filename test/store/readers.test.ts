import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CompiledQuery } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { Deadline, Overdue } from '../../src/deadline.ts'
import { SqliteReaders } from '../../src/store/sqlite/readers.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { clientOf, eventually } from '../gateway.ts'
import { startServer } from '../process/command.ts'
import { makeStore } from '../store.ts'
import { isRunning, readersOf } from './readers.ts'

const password = 'a Long pass-phrase 7'
const read = (text: string) => CompiledQuery.raw(text)
const endless = read('with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n')

/** Of an operation that has so much time left, whatever the time is. */
const deadlineAlwaysIn = (milliseconds: number) => new Deadline(milliseconds, () => 0)

/** Of an operation that has so much time left. */
const deadlineIn = (milliseconds: number) => new Deadline(performance.now() + milliseconds, () => performance.now())

async function open(statementMilliseconds?: number, onStatement?: (sql: string) => void) {
  const store = await makeStore(false)
  const { db } = openSqlite(store.dataDirectory)
  await db.executeQuery(read('create table things (name text)'))
  const readers = new SqliteReaders(`${store.dataDirectory}/clustergate.db`, onStatement, statementMilliseconds)
  onTestFinished(async () => {
    await readers.close()
    await db.destroy()
    await store.remove()
  })
  return { db, readers }
}

it('a read that takes too long is stopped, and others go on', async () => {
  const { readers } = await open(3_000)
  await expect(readers.run(endless)).rejects.toBeInstanceOf(Overdue)
  expect(await readers.run(read('select 1 as one'))).toEqual([{ one: 1 }])
})

it('a read ends with its operation, and one that still waits for its turn then never begins', async () => {
  const begun: string[] = []
  const { readers } = await open(3_600_000, (sql) => begun.push(sql))
  const two = [readers.run(endless, deadlineIn(5_000)), readers.run(endless, deadlineIn(5_000))]
  const waits = readers.run(read('select 3 as waited'), deadlineIn(200))

  await expect(waits).rejects.toBeInstanceOf(Overdue)
  for (const one of await Promise.allSettled(two)) expect(one).toMatchObject({ reason: expect.any(Overdue) })
  expect(await readers.run(read('select 1 as one'), deadlineIn(60_000))).toEqual([{ one: 1 }])
  expect(begun).toEqual([endless.sql, endless.sql, 'select 1 as one'])
})

it('one that takes longer to start than its read may wait serves the next one', async () => {
  const begun: string[] = []
  const before = readersOf(process.pid)
  const { readers } = await open(undefined, (sql) => begun.push(sql))
  await expect(readers.run(read('select 1 as one'), deadlineAlwaysIn(5))).rejects.toBeInstanceOf(Overdue)
  const started = readersOf(process.pid)
  expect(started).toHaveLength(before.length + 1)
  expect(await readers.run(read('select 2 as two'))).toEqual([{ two: 2 }])
  expect(readersOf(process.pid)).toEqual(started)
  expect(begun).toEqual(['select 2 as two'])
})

it('one whose read is given up while it starts serves the next one, too', async () => {
  const before = readersOf(process.pid)
  const { readers } = await open()
  const deadline = deadlineAlwaysIn(60_000)
  const reading = readers.run(read('select 1 as one'), deadline)
  // The process was made by now, and cannot have started yet.
  await new Promise((resolve) => setImmediate(resolve))
  deadline.giveUp()
  await expect(reading).rejects.toBeInstanceOf(Overdue)
  const started = readersOf(process.pid)
  expect(started).toHaveLength(before.length + 1)
  expect(await readers.run(read('select 2 as two'))).toEqual([{ two: 2 }])
  expect(readersOf(process.pid)).toEqual(started)
})

it('one that is still starting ends with the store', async () => {
  const before = readersOf(process.pid)
  const { readers } = await open()
  await expect(readers.run(read('select 1'), deadlineAlwaysIn(5))).rejects.toBeInstanceOf(Overdue)
  await readers.close()
  expect(readersOf(process.pid)).toEqual(before)
})

it('a reader sees what was committed, changes nothing, and survives what it cannot run', async () => {
  const { db, readers } = await open()
  for (const name of ['a', 'b']) {
    await db.executeQuery(CompiledQuery.raw('insert into things values (?)', [name]))
    expect(await readers.run(CompiledQuery.raw('select name from things where name = ?', [name]))).toEqual([{ name }])
  }
  await expect(readers.run(read('insert into things values (1)'))).rejects.toThrow(/readonly|read-only/)
  await expect(readers.run(read('select nonsense'))).rejects.toThrow('nonsense')
  expect(await readers.run(read('select count(*) as count from things'))).toEqual([{ count: 2 }])
})

it('there are two at most, none before the first read, and none after the store is closed', async () => {
  const { readers } = await open()
  const before = readersOf(process.pid)
  const mine = () => readersOf(process.pid).filter((pid) => !before.includes(pid))
  expect(mine()).toEqual([])
  await Promise.all(Array.from({ length: 8 }, () => readers.run(read('select 1'))))
  expect(mine()).toHaveLength(2)

  const unanswered = readers.run(endless).catch((error) => error)
  await readers.close()
  expect(mine()).toEqual([])
  expect(await unanswered).toBeInstanceOf(Error)
  await expect(readers.run(read('select 1'))).rejects.toThrow('closed')
})

it('a process that has nothing else to do waits for their end, and hears no warning', async () => {
  const store = await makeStore(false)
  onTestFinished(() => store.remove())
  await openSqlite(store.dataDirectory).destroy()
  const script = `
    import { SqliteReaders } from ${JSON.stringify(new URL('../../dist/store/sqlite/readers.js', import.meta.url).href)}
    const readers = new SqliteReaders(${JSON.stringify(`${store.dataDirectory}/clustergate.db`)})
    for (let read = 0; read < 30; read++) await readers.run({ sql: 'select 1', parameters: [] })
    await readers.close()
    console.log('closed')`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect({ stdout, stderr }).toEqual({ stdout: 'closed\n', stderr: '' })
})

it('they end with the gateway, however it ends', async () => {
  const store = await makeStore(false)
  onTestFinished(() => store.remove())
  const server = await startServer(store, {
    CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com',
    CLUSTERGATE_ADMIN_PASSWORD: password,
  })
  onTestFinished(async () => void server.process.kill('SIGKILL'))
  await eventually(async () => (await fetch(new URL('/readyz', server.url))).ok)
  const { signIn } = await clientOf(server.url).run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email: 'ada@example.com', password } },
  )
  await clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` }).run(
    '{ databases(first: 1) { totalCount } }',
  )
  const [reader] = readersOf(server.process.pid as number)
  expect(reader).toBeDefined()

  server.process.kill('SIGKILL')
  await eventually(() => !isRunning(reader as number))
})

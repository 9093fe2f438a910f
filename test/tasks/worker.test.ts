import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished, vi } from 'vitest'
import { noRunner, type TaskRunner } from '../../src/changes/task-runner.ts'
import { readConfig } from '../../src/config.ts'
import { openCore } from '../../src/core.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { enqueue, enqueueBy } from '../../src/tasks/task.store.ts'
import type { Worker } from '../../src/tasks/worker.ts'
import { done, failed, openQueue, Pumping, start } from './queue.ts'

const patience = { timeout: 20_000, interval: 5 }
const until = (condition: () => unknown) => vi.waitFor(condition, patience)

function promised() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((resolved) => {
    resolve = resolved
  })
  return { promise, resolve }
}

it('carries out each task once, whichever of two processes on one store takes it, and leaves nothing', async () => {
  const queue = await openQueue()
  const ids = Array.from({ length: 40 }, (_, index) => `pump-${String(index).padStart(2, '0')}`)
  await queue.ask('pump', ...ids)
  const pumping = new Pumping(undefined, { concurrency: 4 })
  queue.worker([pumping]).start()
  queue.worker([pumping], {}, await queue.openAnother()).start()
  await until(async () => expect(await queue.rows()).toEqual([]))
  expect(pumping.attempts.toSorted()).toEqual(ids)
})

it('keeps a task that was committed through a restart, and forgets that of a change that was rolled back', async () => {
  const queue = await openQueue()
  const rolledBack = queue.store.transaction(
    async (db) => {
      await enqueue(db, queue.accountId, 'pump', 'never', queue.now)
      throw new Error('refused')
    },
    undefined,
    queue.accountId,
  )
  await expect(rolledBack).rejects.toThrow('refused')
  await queue.ask('pump', 'kept')
  await queue.store.close()
  const pumping = new Pumping()
  await queue.worker([pumping], {}, await queue.openAnother()).runDue()
  expect(pumping.attempts).toEqual(['kept'])
})

it('carries out by the earliest time that was asked for what may wait', async () => {
  const queue = await openQueue()
  const due = async (at: number) => {
    const { store, accountId } = queue
    await store.transaction((db) => enqueueBy(db, accountId, 'pump', 'north', at, queue.now), undefined, accountId)
    return (await queue.rows()).map(({ next_attempt_at }) => next_attempt_at)
  }
  expect(await due(start + 2_000)).toEqual([start + 2_000])
  expect(await due(start + 3_000)).toEqual([start + 2_000])
  expect(await due(start + 1_000)).toEqual([start + 1_000])
})

it('begins at once what a change of this process has committed', async () => {
  const queue = await openQueue()
  const { place } = queue
  const environment = { CLUSTERGATE_DATA_DIR: place.dataDirectory, DATABASE_URL: place.databaseUrl ?? '' }
  let worker: Worker | undefined
  const core = await openCore(readConfig(environment), { runner: { ...noRunner, wake: () => worker?.wake() } })
  try {
    const { changes } = core.services
    const operator = operatorOf(core)
    const { accountId } = await operator.createAccount('Pumps', [], 'ada@example.com')
    const pumping = new Pumping()
    // It looks by itself after an hour.
    worker = queue.worker([pumping], { pollMilliseconds: 3_600_000 }, core.store)
    queue.now = core.clock() + 1_000
    worker.start()
    const origin = { requestId: randomUUID(), ip: null, client: 'operator' }
    await changes.runAsOperator(accountId, 'sync.retry', origin, (change) => change.enqueue('pump', 'north'))
    await until(() => expect(pumping.attempts).toEqual(['north']))
    await worker.stop()
  } finally {
    await core.close()
  }
})

/** A gateway without its interfaces whose worker looks for tasks by itself after an hour only. */
async function openPumpingCore(queue: Awaited<ReturnType<typeof openQueue>>, pumping: Pumping) {
  const { place } = queue
  const environment = { CLUSTERGATE_DATA_DIR: place.dataDirectory, DATABASE_URL: place.databaseUrl ?? '' }
  let worker: Worker | undefined
  const runner: TaskRunner = {
    wake: () => worker?.wake(),
    claimMilliseconds: (kind) => worker?.claimMilliseconds(kind),
    run: async (tasks) => worker?.run(tasks),
  }
  const core = await openCore(readConfig(environment), { runner })
  onTestFinished(() => core.close())
  const { accountId } = await operatorOf(core).createAccount('Pumps', [], 'ada@example.com')
  worker = queue.worker([pumping], { pollMilliseconds: 3_600_000 }, core.store)
  queue.now = core.clock() + 1_000
  const start = (id: string) =>
    core.services.changes.runAsOperator(
      accountId,
      'sync.retry',
      { requestId: randomUUID(), ip: null, client: 'operator' },
      (change) => change.attempt('pump', id),
    )
  const rows = async () => {
    const tasks = await core.store.db.selectFrom('tasks').selectAll().where('account_id', '=', accountId).execute()
    return tasks.filter(({ kind }) => kind === 'pump')
  }
  return { start, rows }
}

it('a change that attempts its task at once answers after the attempt, and one after a running attempt runs later', async () => {
  const queue = await openQueue()
  const { promise: opened, resolve: open } = promised()
  const pumping = new Pumping(() => (pumping.attempts.length === 2 ? opened : Promise.resolve()).then(() => done), {
    concurrency: 2,
  })
  const { start, rows } = await openPumpingCore(queue, pumping)
  await start('north')
  expect(pumping.attempts).toEqual(['north'])
  expect(await rows()).toEqual([])
  const second = start('north')
  await until(() => expect(pumping.attempts).toHaveLength(2))
  // It is under way: this one is only queued, and does not wait.
  await start('north')
  expect(pumping.runningMax).toBe(1)
  expect(await rows()).toMatchObject([{ id: 'north', wanted: 2 }])
  open()
  await second
  expect(await rows()).toMatchObject([{ id: 'north', wanted: 2, attempts: 0, claimed_until: 0 }])
})

it('a task that is done for now is due again at its time, unless it is asked for before', async () => {
  const queue = await openQueue()
  const pumping = new Pumping((task) => ({ ...done, again: queue.now + (task.wanted === 1 ? 60_000 : 90_000) }))
  const worker = queue.worker([pumping])
  await queue.ask('pump', 'north')
  await worker.runDue()
  expect(await queue.rows()).toEqual([
    { id: 'north', attempts: 0, next_attempt_at: queue.now + 60_000, claimed_until: 0 },
  ])
  queue.now += 59_999
  await worker.runDue()
  expect(pumping.attempts).toHaveLength(1)
  queue.now += 1
  await worker.runDue()
  expect(pumping.attempts).toHaveLength(2)
  await queue.ask('pump', 'north')
  await worker.runDue()
  expect(pumping.attempts).toHaveLength(3)
  expect(await queue.rows()).toMatchObject([{ next_attempt_at: queue.now + 90_000 }])
})

it('an attempt that knows when to come back overrides the policy of its kind', async () => {
  const queue = await openQueue()
  const pumping = new Pumping(() => ({ result: 'FAILED', failure: 'WAITS', again: queue.now + 5 }))
  await queue.ask('pump', 'north')
  await queue.worker([pumping]).runDue()
  expect(await queue.rows()).toMatchObject([{ attempts: 1, next_attempt_at: queue.now + 5 }])
})

it('runs as many attempts of a kind at a time as it may, and no kind holds up another', async () => {
  const queue = await openQueue()
  const { promise: opened, resolve: open } = promised()
  const held = new Pumping(() => opened.then(() => ({ result: 'DONE' })), { concurrency: 3 })
  const other = new Pumping(undefined, { name: 'valve' })
  await queue.ask('pump', 'a', 'b', 'c', 'd', 'e', 'f')
  queue.now += 1
  await queue.ask('valve', 'v', 'w')
  queue.worker([held, other]).start()
  await until(() => expect(other.attempts).toEqual(['v', 'w']))
  await until(() => expect(held.running).toBe(3))
  open()
  await until(async () => expect(await queue.rows()).toEqual([]))
  expect(held.runningMax).toBe(3)
  expect(other.runningMax).toBe(1)
})

it('looks for tasks of all kinds by one statement', async () => {
  const queue = await openQueue()
  const kinds = ['pump', 'valve', 'pipe'].map((name) => new Pumping(undefined, { name }))
  const worker = queue.worker(kinds)
  const before = queue.statements.length
  for (let look = 0; look < 5; look++) await worker.runDue()
  const looks = queue.statements.slice(before)
  expect(looks.filter((statement) => statement.includes('"tasks"'))).toHaveLength(5)
})

it('leaves alone the tasks of kinds that it does not know', async () => {
  const queue = await openQueue()
  await queue.ask('turbine', 'of a newer version')
  await queue.worker([new Pumping()]).runDue()
  expect(await queue.rows()).toMatchObject([{ id: 'of a newer version', attempts: 0 }])
})

it('drops a task whose thing needs nothing any more, without an attempt', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'gone')
  const pumping = new Pumping()
  await queue.worker([pumping]).runDue()
  expect([pumping.attempts, pumping.settlements, await queue.rows()]).toEqual([[], [], []])
})

it('makes one attempt of many requests for the same thing, and one more when it is asked for meanwhile', async () => {
  const queue = await openQueue()
  for (let time = 0; time < 10; time++) await queue.ask('pump', 'north')
  const pumping = new Pumping(async () => {
    if (pumping.attempts.length === 1) await queue.ask('pump', 'north')
    return { result: 'DONE' }
  })
  await queue.worker([pumping]).runDue()
  expect(pumping.attempts).toEqual(['north', 'north'])
  expect(pumping.runningMax).toBe(1)
  expect(await queue.rows()).toEqual([])
})

it('tries at once, with the count begun anew, what waits after a failure and is asked for again', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  const pumping = new Pumping(() => (pumping.attempts.length === 1 ? failed('DRY') : { result: 'DONE' }))
  const worker = queue.worker([pumping])
  await worker.runDue()
  await worker.runDue()
  expect(pumping.attempts).toHaveLength(1)
  await queue.ask('pump', 'north')
  await worker.runDue()
  expect(pumping.settlements).toMatchObject([
    { state: 'PUT_OFF', attempt: 1 },
    { state: 'DONE', attempt: 1 },
  ])
})

it('waits twice as long after each failure, up to the longest pause, and never gives up a kind that never ends', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  const pumping = new Pumping(() => failed('DRY'))
  const worker = queue.worker([pumping])
  for (let attempt = 1; attempt <= 100; attempt++) {
    await worker.runDue()
    const [row] = await queue.rows()
    const most = Math.min(1_000 * 2 ** (attempt - 1), 60_000)
    const pause = (row?.next_attempt_at as number) - queue.now
    expect(pause).toBeLessThanOrEqual(most)
    expect(pause).toBeGreaterThanOrEqual(most * 0.75)
    queue.now += pause - 1
    await worker.runDue()
    expect(pumping.attempts).toHaveLength(attempt)
    queue.now += 1
  }
  expect(await queue.rows()).toMatchObject([{ attempts: 100, claimed_until: 0 }])
})

it.each([
  ['after as many attempts as its kind allows', new Pumping(() => failed('DRY'), { retry: retrying(3) }), 3],
  ['at once when the same would be refused again', new Pumping(() => ({ result: 'REFUSED', failure: 'DRY' })), 1],
  [
    'after the last moment at which it makes sense, and not before',
    new Pumping(() => ({ result: 'FAILED', failure: 'DRY', notAfter: start + 1_500 })),
    3,
  ],
])('gives a task up %s', async (_when, pumping, attempts) => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  const worker = queue.worker([pumping])
  for (let [row] = await queue.rows(); row; [row] = await queue.rows()) {
    queue.now = row.next_attempt_at
    await worker.runDue()
  }
  expect(pumping.settlements.at(-1)).toEqual({ state: 'GIVEN_UP', failure: 'DRY', attempt: attempts })
  expect(pumping.attempts).toHaveLength(attempts)
})

function retrying(attemptsMax: number) {
  return { delayMin: 1_000, delayMax: 60_000, attemptsMax }
}

it('counts a fault of its own as a failure that may pass, and logs no more than its name', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  const pumping = new Pumping(() => {
    throw new TypeError('cgi_secret')
  })
  await queue.worker([pumping]).runDue()
  expect(pumping.settlements).toMatchObject([{ state: 'PUT_OFF', failure: 'FAULT' }])
  expect(queue.log.faults).toEqual([expect.stringContaining('TypeError')])
  expect(queue.log.faults.join()).not.toContain('cgi_secret')
})

it('tells an attempt that takes too long to stop, and does not wait for one that does not listen', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'deaf')
  await queue.ask('valve', 'hears')
  const limits = { attemptMilliseconds: 20 }
  const deaf = new Pumping(() => new Promise(() => {}), limits)
  const hears = new Pumping(
    (_task, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed('HEARD')))),
    { ...limits, name: 'valve' },
  )
  await queue.worker([deaf, hears]).runDue()
  expect(deaf.settlements).toMatchObject([{ state: 'PUT_OFF', failure: 'TIMED_OUT' }])
  expect(hears.settlements).toMatchObject([{ state: 'PUT_OFF', failure: 'HEARD' }])
})

it('hides a task from others for twice as long as an attempt may take; then they take it from who died', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  // It dies after its attempt and before that is written down.
  const dead = new Pumping()
  const store = { db: queue.store.db, transaction: () => new Promise<never>(() => {}) }
  queue.worker([dead], { drainMilliseconds: 0 }, store).start()
  await until(() => expect(dead.attempts).toEqual(['north']))

  const other = new Pumping()
  const worker = queue.worker([other], {}, await queue.openAnother())
  queue.now = start + 1_999
  await worker.runDue()
  expect(other.attempts).toEqual([])
  queue.now = start + 2_000
  await worker.runDue()
  expect(other.settlements).toEqual([{ state: 'DONE', attempt: 2 }])
  expect(await queue.rows()).toEqual([])
})

it.each([
  ['failed', failed('DRY'), []],
  ['succeeded', { result: 'DONE' } as const, [{ state: 'DONE', attempt: 1 }]],
])(
  'of an attempt that %s after its claim was lost to another process, only success counts',
  async (_how, outcome, settled) => {
    const queue = await openQueue()
    await queue.ask('pump', 'north')
    const late = promised()
    const slow = new Pumping(() => late.promise.then(() => outcome))
    const slowWorker = queue.worker([slow])
    const slowDone = slowWorker.runDue()
    await until(() => expect(slow.running).toBe(1))

    queue.now += 2_000
    const second = promised()
    const other = new Pumping(() => second.promise.then(() => failed('WET')))
    const otherDone = queue.worker([other], {}, await queue.openAnother()).runDue()
    await until(() => expect(other.running).toBe(1))
    late.resolve()
    await slowDone
    expect(slow.settlements).toEqual(settled)
    second.resolve()
    await otherDone
    expect(await queue.rows()).toHaveLength(settled.length === 0 ? 1 : 0)
    expect(other.settlements).toHaveLength(settled.length === 0 ? 1 : 0)
  },
)

it('finishes the attempts in hand when it is stopped, and begins no other', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'a', 'b', 'c')
  const { promise, resolve } = promised()
  const pumping = new Pumping(() => promise.then(() => ({ result: 'DONE' })), { concurrency: 2 })
  const worker = queue.worker([pumping])
  worker.start()
  await until(() => expect(pumping.running).toBe(2))
  const stopped = worker.stop()
  resolve()
  await stopped
  expect(pumping.settlements).toHaveLength(2)
  expect(await queue.rows()).toMatchObject([{ attempts: 0, claimed_until: 0 }])
})

it('puts off, when it is stopped, what takes too long, so that another process may take it', async () => {
  const queue = await openQueue()
  await queue.ask('pump', 'north')
  const pumping = new Pumping(() => new Promise(() => {}))
  const worker = queue.worker([pumping], { drainMilliseconds: 0 })
  worker.start()
  await until(() => expect(pumping.running).toBe(1))
  await worker.stop()
  expect(pumping.settlements).toMatchObject([{ state: 'PUT_OFF', failure: 'STOPPED' }])
  expect(await queue.rows()).toMatchObject([{ attempts: 1, claimed_until: 0 }])
})

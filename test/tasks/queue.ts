import { onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { enqueue } from '../../src/tasks/task.store.ts'
import type { Outcome, Settlement, Task, TaskKind } from '../../src/tasks/task.ts'
import { Worker } from '../../src/tasks/worker.ts'
import { newId } from '../../src/values/id.ts'
import { makeStore, type TestStore } from '../store.ts'

export const start = Date.UTC(2026, 10, 23)

/** A queue of an account of its own, with a clock that tests set. */
export interface TestQueue {
  readonly place: TestStore
  readonly store: Store
  readonly accountId: string
  readonly statements: string[]
  readonly log: { faults: string[]; error(data: object, text: string): void }
  now: number
  /** Another process on the same store, as it were. */
  openAnother(): Promise<Store>
  ask(kind: string, ...ids: string[]): Promise<void>
  rows(): Promise<{ id: string; attempts: number; next_attempt_at: number; claimed_until: number }[]>
  worker(
    kinds: ConstructorParameters<typeof Worker>[2],
    options?: object,
    store?: Pick<Store, 'db' | 'transaction'>,
  ): Worker
}

export async function openQueue(): Promise<TestQueue> {
  const place = await makeStore()
  onTestFinished(() => place.remove())
  const statements: string[] = []
  const openAnother = async () => {
    const store = await openStore({ ...place, onStatement: (sql) => statements.push(sql) })
    onTestFinished(() => store.close())
    return store
  }
  const store = await openAnother()
  const accountId = newId('account')
  await store.transaction(
    (db) => db.insertInto('accounts').values({ id: accountId, name: 'Engines', created_at: start }).execute(),
    undefined,
    accountId,
  )
  const faults: string[] = []
  const queue: TestQueue = {
    place,
    store,
    accountId,
    statements,
    log: { faults, error: (data, text) => faults.push(JSON.stringify({ ...data, text })) },
    now: start,
    openAnother,
    ask: (kind, ...ids) =>
      store.transaction(
        async (db) => {
          for (const id of ids) await enqueue(db, accountId, kind, id, queue.now)
        },
        undefined,
        accountId,
      ),
    rows: () =>
      store.db
        .selectFrom('tasks')
        .select(['id', 'attempts', 'next_attempt_at', 'claimed_until'])
        .where('account_id', '=', accountId)
        .orderBy('id')
        .execute(),
    worker(kinds, options, of = store) {
      const worker = new Worker(of, () => queue.now, kinds, queue.log, { pollMilliseconds: 5, ...options })
      onTestFinished(() => worker.stop())
      return worker
    },
  }
  return queue
}

/** A made-up kind that looks after pumps: what it is asked to do is noted, and ends as `answer` says. */
export class Pumping implements TaskKind<string> {
  readonly name: string = 'pump'
  concurrency = 1
  attemptMilliseconds = 1_000
  retry: TaskKind['retry'] = { delayMin: 1_000, delayMax: 60_000 }
  readonly attempts: string[] = []
  readonly settlements: (Settlement & { readonly attempt: number })[] = []
  running = 0
  runningMax = 0

  constructor(
    private readonly answer: (task: Task, signal: AbortSignal) => Outcome | Promise<Outcome> = () => ({
      result: 'DONE',
    }),
    options: Partial<Pick<Pumping, 'name' | 'concurrency' | 'attemptMilliseconds' | 'retry'>> = {},
  ) {
    Object.assign(this, options)
  }

  async read({ id }: Task): Promise<string | undefined> {
    return id === 'gone' ? undefined : id
  }

  async attempt(subject: string, task: Task, signal: AbortSignal): Promise<Outcome> {
    this.attempts.push(subject)
    this.runningMax = Math.max(this.runningMax, ++this.running)
    try {
      return await this.answer(task, signal)
    } finally {
      this.running--
    }
  }

  async settle(_db: unknown, { attempt }: Task, settlement: Settlement): Promise<void> {
    this.settlements.push({ ...settlement, attempt })
  }
}

export const failed = (failure: string): Outcome => ({ result: 'FAILED', failure })

export const done = { result: 'DONE' } as const satisfies Outcome

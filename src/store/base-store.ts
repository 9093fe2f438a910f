import type { Deadline } from '../deadline.ts'
import { ClustergateError } from '../errors.ts'
import { type Engine, engineOf } from './engine.ts'
import type { LastWrites } from './last-writes.ts'
import type { Store } from './store.ts'
import type { Sql } from './tables.ts'
import type { Outage } from './unavailable.ts'
import { Writability } from './writability.ts'

/** Called when the store stops taking changes, and when it takes them again. */
export type OnOutage = (outage: Outage | undefined, cause: unknown) => void

/** The work of a transaction. */
export type Work<T> = (db: Sql, last: LastWrites) => Promise<T>

const attemptsMax = 3

const storeIsBusy = () =>
  new ClustergateError('RATE_LIMITED', 'The store is busy; try again in a moment.', { retryAfterSeconds: 1 })

/**
 * The common part of both stores: transactions are retried after transient failures, and their failures are reported.
 */
export abstract class BaseStore implements Store {
  readonly #writability: Writability
  readonly #engine: Engine

  constructor(
    readonly db: Sql,
    onOutage: OnOutage = () => {},
  ) {
    this.#engine = engineOf(db)
    this.#writability = new Writability((isThorough) => probe(this, isThorough), onOutage)
  }

  abstract readonly roleRisks: readonly string[]
  abstract readonly connections: Store['connections']
  abstract readonly waitingCount: number

  get engine(): Engine['name'] {
    return this.#engine.name
  }

  /** Runs the work in one transaction, once. */
  protected abstract attempt<T>(work: Work<T>, deadline?: Deadline, accountId?: string): Promise<T>

  abstract change<T>(accountId: string, work: Work<T>, deadline?: Deadline): Promise<T>
  abstract lock(db: Sql, name: string): Promise<void>
  abstract risks(): Promise<readonly string[]>

  async transaction<T>(work: Work<T>, deadline?: Deadline, accountId?: string): Promise<T> {
    this.#writability.checkNotLost()
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.attempt(work, deadline, accountId)
        this.#writability.noteCommit()
        return answer
      } catch (error) {
        if (this.#engine.isBusy(error)) throw storeIsBusy()
        if (attempt === attemptsMax || !this.#engine.isTransient(error)) throw this.#writability.noteFailure(error)
      }
    }
  }

  async ping(): Promise<void> {
    await this.db.selectFrom('settings').select('key').limit(1).execute()
  }

  checkWritable(): Promise<void> {
    return this.#writability.check()
  }

  close(): Promise<void> {
    return this.db.destroy()
  }
}

const probeKey = 'last_probe'
/** More than the free space of the pages that a nearly full store already has. */
const probeText = 'x'.repeat(65_536)

/** Commits a change to find out whether the store takes it; a thorough one needs new space, which it frees again. */
async function probe(store: Store, isThorough: boolean): Promise<void> {
  const put = (value: string) =>
    store.transaction((db) =>
      db
        .insertInto('settings')
        .values({ key: probeKey, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    )
  if (isThorough) await put(probeText)
  await put(String(Date.now()))
}

import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { within } from '../time-limit.ts'
import { inTask, type TellOutcome } from '../traces/task-span.ts'
import { claim, findDue, settle, type Vacancy } from './task.store.ts'
import { type Outcome, type Settlement, settlementOf, type Task, type TaskKind } from './task.ts'

export interface WorkerLog {
  error(data: object, text: string): void
}

export interface WorkerOptions {
  /**
   * How often the worker looks for tasks that no commit of this process announced: retries, and tasks of other
   * processes.
   */
  readonly pollMilliseconds?: number
  /** How long `stop` waits for running attempts before it tells them to stop. */
  readonly drainMilliseconds?: number
  /** Called with the kind of a task that was attempted, and what has come of it. */
  readonly onSettled?: ((kind: string, settlement: Settlement) => void) | undefined
}

/** How long an attempt that was told to stop may take to do so. */
const stopMilliseconds = 1_000

/** A kind of task, and how many of its attempts are running. */
interface KindState {
  readonly kind: TaskKind
  running: number
}

/**
 * Runs the tasks of a store, of the kinds that it is given, until it is stopped. Any number of processes may have a
 * worker: each claims a task before an attempt, for twice the time limit of an attempt. When a process dies, its claims
 * expire and other workers try again; so an attempt may be repeated, but no task is lost.
 */
export class Worker {
  readonly #kinds: ReadonlyMap<string, KindState>
  readonly #pollMilliseconds: number
  readonly #drainMilliseconds: number
  readonly #onSettled: NonNullable<WorkerOptions['onSettled']>
  readonly #attempts = new Set<Promise<void>>()
  readonly #wakers = new Set<() => void>()
  readonly #stoppers = new Set<AbortController>()
  #loop: Promise<void> | undefined
  #isStopped = false
  #isAborted = false
  #isAnnounced = false

  constructor(
    private readonly store: Pick<Store, 'db' | 'transaction'>,
    private readonly clock: () => number,
    // biome-ignore lint/suspicious/noExplicitAny: each kind's subject is its own.
    kinds: readonly TaskKind<any>[],
    private readonly log: WorkerLog,
    { pollMilliseconds = 1_000, drainMilliseconds = 4_000, onSettled = () => {} }: WorkerOptions = {},
  ) {
    this.#kinds = new Map(kinds.map((kind) => [kind.name, { kind, running: 0 }]))
    this.#pollMilliseconds = pollMilliseconds
    this.#drainMilliseconds = drainMilliseconds
    this.#onSettled = onSettled
  }

  start(): void {
    this.#loop ??= this.#work()
  }

  /** Looks for tasks now; called after a commit that queued some. */
  wake(): void {
    this.#isAnnounced = true
    for (const wake of this.#wakers) wake()
  }

  /** For how long a task of this kind is claimed for an attempt; undefined where this worker does not run the kind. */
  claimMilliseconds(kind: string): number | undefined {
    const state = this.#kinds.get(kind)
    return state && claimOf(state.kind)
  }

  /**
   * Attempts tasks that were claimed for this worker, beside those that it finds due, and ends with the attempts. While
   * it stops, it leaves them to others, who take them over when the claims end.
   */
  async run(tasks: readonly Task[]): Promise<void> {
    if (this.#isStopped) return
    await Promise.all(tasks.map((task) => this.#begin(this.#kinds.get(task.kind) as KindState, task)))
  }

  /** Runs the tasks that are due, and those that become due by them; for callers that start no loop. */
  async runDue(): Promise<void> {
    while ((await this.#beginDue()) || this.#attempts.size > 0) await Promise.all(this.#attempts)
  }

  /** Takes no further tasks, lets running attempts finish, and stops those that take too long. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.wake()
    await within(this.#drainMilliseconds, this.#idle(), () => {})
    this.#isAborted = true
    for (const stopper of this.#stoppers) stopper.abort(stopped())
    // The stopped attempts still have to be settled.
    await within(2 * stopMilliseconds, this.#idle(), () => {})
  }

  async #idle(): Promise<void> {
    await this.#loop
    await Promise.all(this.#attempts)
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      this.#isAnnounced = false
      const hasBegun = await this.#tryToBegin()
      if (!hasBegun && !this.#isAnnounced) await this.#pause()
    }
  }

  async #tryToBegin(): Promise<boolean> {
    try {
      return await this.#beginDue()
    } catch (error) {
      this.#logFault(error)
      return false
    }
  }

  /** Begins attempts of due tasks, as far as the concurrency of their kinds allows; false when none was begun. */
  async #beginDue(): Promise<boolean> {
    const now = this.clock()
    const due = await findDue(this.store.db, this.#vacancies(), now)
    let hasBegun = false
    for (const found of due) {
      if (this.#isStopped) return hasBegun
      const state = this.#kinds.get(found.kind) as KindState
      const task = await claim(this.store.db, found, now + claimOf(state.kind))
      if (!task) continue
      hasBegun = true
      void this.#begin(state, task)
    }
    // A due task that cannot be claimed waits for the next poll: looking again at once would keep the store busy.
    return hasBegun
  }

  #vacancies(): Vacancy[] {
    return [...this.#kinds.values()]
      .map(({ kind, running }) => ({ kind: kind.name, count: kind.concurrency - running }))
      .filter(({ count }) => count > 0)
  }

  #begin(state: KindState, task: Task): Promise<void> {
    state.running++
    const attempt = this.#carryOut(state.kind, task)
      .catch((error) => this.#logFault(error))
      .finally(() => {
        state.running--
        this.#attempts.delete(attempt)
        this.wake()
      })
    this.#attempts.add(attempt)
    return attempt
  }

  #carryOut(kind: TaskKind, task: Task): Promise<void> {
    return inTask(kind.name, task.attempt, (tell) => this.#carryOutTraced(kind, task, tell))
  }

  async #carryOutTraced(kind: TaskKind, task: Task, tell: TellOutcome): Promise<void> {
    let subject: unknown
    let outcome: Outcome
    try {
      subject = await kind.read(task)
      if (subject === undefined) return await this.#settle(task, { state: 'DONE' })
      outcome = await this.#attempt(kind, task, subject)
    } catch (error) {
      this.#logFault(error)
      outcome = { result: 'FAILED', failure: 'FAULT' }
    }
    const settlement = settlementOf(kind.retry, task, outcome, this.clock())
    tell(settlement.state, 'failure' in settlement ? settlement.failure : undefined)
    kind.report?.(task, settlement, subject)
    this.#onSettled(kind.name, settlement)
    await this.#settle(task, settlement, kind, subject)
  }

  /** Runs an attempt within its time limit. One that does not stop when told to counts as failed, and is abandoned. */
  async #attempt(kind: TaskKind, task: Task, subject: unknown): Promise<Outcome> {
    if (task.attempt > (kind.retry.attemptsMax ?? Number.POSITIVE_INFINITY)) {
      return { result: 'REFUSED', failure: 'INTERRUPTED' }
    }
    const stopper = new AbortController()
    this.#stoppers.add(stopper)
    const limit = setTimeout(() => stopper.abort(timedOut()), kind.attemptMilliseconds)
    let grace: NodeJS.Timeout | undefined
    const overdue = new Promise<Outcome>((resolve) => {
      const failure = () => ((stopper.signal.reason as Error).name === 'TimeoutError' ? 'TIMED_OUT' : 'STOPPED')
      stopper.signal.addEventListener('abort', () => {
        grace = setTimeout(() => resolve({ result: 'FAILED', failure: failure() }), stopMilliseconds)
      })
    })
    if (this.#isAborted) stopper.abort(stopped())
    try {
      return await Promise.race([kind.attempt(subject, task, stopper.signal), overdue])
    } finally {
      clearTimeout(limit)
      clearTimeout(grace)
      this.#stoppers.delete(stopper)
    }
  }

  /** Settles an attempt, retrying until the claim expires: an attempt that is not settled is repeated. */
  async #settle(task: Task, settlement: Settlement, kind?: TaskKind, subject?: unknown): Promise<void> {
    const write = async (db: Sql, at: number) => {
      if (await settle(db, task, settlement, at)) await kind?.settle?.(db, task, settlement, at, subject)
    }
    const commit = () =>
      kind?.transact
        ? kind.transact(task, settlement, subject, write)
        : this.store.transaction((db) => write(db, this.clock()), undefined, task.accountId)
    for (;;) {
      try {
        return await commit()
      } catch (error) {
        if (this.#isStopped || this.clock() >= task.claimedUntil) throw error
        this.#logFault(error)
        await this.#pause()
      }
    }
  }

  async #pause(): Promise<void> {
    if (this.#isStopped) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#wakers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, this.#pollMilliseconds).unref()
      this.#wakers.add(wake)
    })
  }

  #logFault(error: unknown): void {
    this.log.error({ error: nameOf(error) }, 'the queue of tasks cannot be read or written; trying again')
  }
}

/** Twice the time limit of an attempt, so that an attempt ends before its claim. */
const claimOf = ({ attemptMilliseconds }: TaskKind): number => 2 * attemptMilliseconds

const timedOut = () => new DOMException('The attempt takes too long.', 'TimeoutError')
const stopped = () => new DOMException('The worker stops.', 'AbortError')

/** The code or name of an error; the message of a database may quote a row. */
const nameOf = (error: unknown) =>
  (error as { code?: unknown }).code ?? (error instanceof Error ? error.name : typeof error)

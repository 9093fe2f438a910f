import type { Sql } from '../store/tables.ts'

/** A task that a worker has claimed: a resource of an account that needs attention. */
export interface Task {
  readonly accountId: string
  readonly kind: string
  /** The id of the resource. */
  readonly id: string
  /** Grows each time the task is queued again. */
  readonly wanted: number
  /** The number of attempts, this one included. */
  readonly attempt: number
  readonly createdAt: number
  /** The end of the claim, after which any worker may take the task. */
  readonly claimedUntil: number
}

/** The result of an attempt. A failure is a code, never text, because texts of other programs may quote secrets. */
export type Outcome =
  /** With `again`, the task stays, and is due at that time. */
  | { readonly result: 'DONE'; readonly again?: number | undefined }
  /** The same attempt would be refused again. */
  | { readonly result: 'REFUSED'; readonly failure: string }
  /**
   * It may succeed later, but needs no attempt after `notAfter`. `again` is the time of the next attempt where it is
   * known better than by the kind's policy.
   */
  | { readonly result: 'FAILED'; readonly failure: string; readonly notAfter?: number; readonly again?: number }

/** The state of a task after an attempt. */
export type Settlement =
  | { readonly state: 'DONE'; readonly again?: number | undefined }
  | { readonly state: 'GIVEN_UP'; readonly failure: string }
  | { readonly state: 'PUT_OFF'; readonly failure: string; readonly until: number }

export interface RetryPolicy {
  /** The pause after the first attempt; it doubles with each further one. */
  readonly delayMin: number
  readonly delayMax: number
  /** How many attempts are made before the task is given up; without it, there is no limit. */
  readonly attemptsMax?: number
}

/**
 * One kind of task: how to run it, how often to retry, and how many at a time. A task says only that a resource needs
 * attention; `read` finds out what to do at the time of the attempt. Therefore ten changes of one resource are one
 * task, a repeated attempt does no harm, and secrets stay sealed in the row of the resource.
 */
export interface TaskKind<Subject = unknown> {
  readonly name: string
  /** How many attempts run at a time in this process. */
  readonly concurrency: number
  /** The time limit of an attempt; then it is told to stop, and counts as failed. */
  readonly attemptMilliseconds: number
  readonly retry: RetryPolicy
  /** Reads the subject of a task; undefined when nothing is left to do. */
  read(task: Task): Promise<Subject | undefined>
  attempt(subject: Subject, task: Task, signal: AbortSignal): Promise<Outcome>
  /**
   * Writes the result into the kind's own tables, in the transaction that settles the task. `subject` is undefined when
   * it could not be read.
   */
  settle?(db: Sql, task: Task, settlement: Settlement, at: number, subject: Subject | undefined): Promise<void>
  /** Runs the settling in a transaction of the kind's own, such as one that audits what it does. */
  transact?(
    task: Task,
    settlement: Settlement,
    subject: Subject | undefined,
    settle: (db: Sql, at: number) => Promise<void>,
  ): Promise<void>
  /** Logs the result. `subject` is undefined when it could not be read. */
  report?(task: Task, settlement: Settlement, subject: Subject | undefined): void
}

/** The pause after an attempt; a random part keeps many tasks from coming back at once. */
export function retryDelay({ delayMin, delayMax }: RetryPolicy, attempt: number): number {
  const delay = Math.min(delayMin * 2 ** (attempt - 1), delayMax)
  return Math.round(delay * (0.75 + Math.random() / 4))
}

/**
 * The state of a task after an outcome. When the pause would end after `notAfter`, the last attempt is at `notAfter`.
 */
export function settlementOf(policy: RetryPolicy, { attempt }: Task, outcome: Outcome, now: number): Settlement {
  if (outcome.result === 'DONE') return { state: 'DONE', again: outcome.again }
  const { failure } = outcome
  const notAfter = outcome.result === 'REFUSED' ? now : (outcome.notAfter ?? Number.POSITIVE_INFINITY)
  const { attemptsMax = Number.POSITIVE_INFINITY } = policy
  if (now >= notAfter || attempt >= attemptsMax) return { state: 'GIVEN_UP', failure }
  const next = (outcome.result === 'FAILED' ? outcome.again : undefined) ?? now + retryDelay(policy, attempt)
  return { state: 'PUT_OFF', failure, until: Math.min(next, notAfter) }
}

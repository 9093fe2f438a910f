import type { Sql } from '../store/tables.ts'

/** A task that a worker has claimed: which thing of which account is to be looked after. */
export interface Task {
  readonly accountId: string
  readonly kind: string
  /** The id of the thing that it is about. */
  readonly id: string
  /** Grows each time the task is asked for again. */
  readonly wanted: number
  /** How many attempts there were, this one included. */
  readonly attempt: number
  readonly createdAt: number
  /** The end of the claim, from which on any worker may take the task. */
  readonly claimedUntil: number
}

/** What an attempt came to; a failure is a code, never text, because texts of others may quote secrets. */
export type Outcome =
  | { readonly result: 'DONE' }
  /** The same attempt would be refused again. */
  | { readonly result: 'REFUSED'; readonly failure: string }
  /** It may succeed later, but needs no attempt after `notAfter`. */
  | { readonly result: 'FAILED'; readonly failure: string; readonly notAfter?: number }

/** What becomes of a task after an attempt. */
export type Settlement =
  | { readonly state: 'DONE' }
  | { readonly state: 'GIVEN_UP'; readonly failure: string }
  | { readonly state: 'PUT_OFF'; readonly failure: string; readonly until: number }

export interface RetryPolicy {
  /** The pause after the first attempt; it doubles with each further one. */
  readonly delayMin: number
  readonly delayMax: number
  /** After so many attempts a task is given up; without it, never. */
  readonly attemptsMax?: number
}

/**
 * One kind of task: how to carry it out, how often, and how many at a time. A task says that a thing needs looking
 * after, never what is to be done: `read` finds that out at the moment of the attempt. So ten changes of one thing are
 * one task, an attempt that is repeated does no harm, and secrets stay sealed in the row of the thing.
 */
export interface TaskKind<Subject = unknown> {
  readonly name: string
  /** How many attempts run at a time in this process. */
  readonly concurrency: number
  /** After this an attempt is told to stop, and counts as failed. */
  readonly attemptMilliseconds: number
  readonly retry: RetryPolicy
  /** Reads what a task is about; undefined when nothing is left to be done. */
  read(task: Task): Promise<Subject | undefined>
  attempt(subject: Subject, task: Task, signal: AbortSignal): Promise<Outcome>
  /** Notes in the kind's own rows what became of an attempt, in the transaction that settles the task. */
  settle?(db: Sql, task: Task, settlement: Settlement, at: number): Promise<void>
  /** Tells the log. `subject` is undefined when it could not be read. */
  report?(task: Task, settlement: Settlement, subject: Subject | undefined): void
}

/** The pause after an attempt; a random part keeps many tasks from coming back at once. */
export function retryDelay({ delayMin, delayMax }: RetryPolicy, attempt: number): number {
  const delay = Math.min(delayMin * 2 ** (attempt - 1), delayMax)
  return Math.round(delay * (0.75 + Math.random() / 4))
}

/** What becomes of a task after an outcome. The last attempt comes at `notAfter`, if the pause would lead beyond it. */
export function settlementOf(policy: RetryPolicy, { attempt }: Task, outcome: Outcome, now: number): Settlement {
  if (outcome.result === 'DONE') return { state: 'DONE' }
  const { failure } = outcome
  const notAfter = outcome.result === 'REFUSED' ? now : (outcome.notAfter ?? Number.POSITIVE_INFINITY)
  const { attemptsMax = Number.POSITIVE_INFINITY } = policy
  if (now >= notAfter || attempt >= attemptsMax) return { state: 'GIVEN_UP', failure }
  return { state: 'PUT_OFF', failure, until: Math.min(now + retryDelay(policy, attempt), notAfter) }
}

import type { Deadline } from '../deadline.ts'
import type { Engine } from './engine.ts'
import type { LastWrites } from './last-writes.ts'
import type { Sql } from './tables.ts'

/** Where everything is kept; `sqlite/store.ts` and `postgres/store.ts` are the two kinds. */
export interface Store {
  readonly db: Sql
  readonly engine: Engine['name']
  /**
   * Runs `work` in one writing transaction; all of it happens, or nothing. Throws RATE_LIMITED when others hold it,
   * and UNAVAILABLE when the store cannot be reached or written.
   * PostgreSQL stops a statement of it at the deadline; SQLite works while everybody waits, and cannot be stopped.
   * Where PostgreSQL hides accounts from each other, one for an account sees and writes nothing of any other.
   */
  transaction<T>(work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline, accountId?: string): Promise<T>
  /** As `transaction`, for a change of an account, which waits until no other change of that account is under way. */
  change<T>(accountId: string, work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline): Promise<T>
  /** Within a transaction, holds up every other one that asks for the same name, until this one ends. */
  lock(db: Sql, name: string): Promise<void>
  /** Settings of the engine by which acknowledged changes could be lost, in words for the operator's log. */
  risks(): Promise<readonly string[]>
  /** What the rights of the store's user allow that the gateway does not need, in words for the operator's log. */
  readonly roleRisks: readonly string[]
  /** Throws unless the store answers now. */
  ping(): Promise<void>
  /** Throws unless a change could be committed now; finds out by a small one where none was committed lately. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}

import type { Deadline } from '../deadline.ts'
import type { Engine } from './engine.ts'
import type { LastWrites } from './last-writes.ts'
import type { Sql } from './tables.ts'

export interface Connections {
  readonly open: number
  /** Those of the open ones that are free. */
  readonly idle: number
}

/** The persistence of the gateway, implemented by `sqlite/store.ts` and `postgres/store.ts`. */
export interface Store {
  readonly db: Sql
  readonly engine: Engine['name']
  /**
   * Runs `work` in one writing transaction; all of it happens, or nothing. Throws RATE_LIMITED when other transactions
   * hold the store for too long, UNAVAILABLE when the store cannot be reached or written, and UNKNOWN_OUTCOME when it did
   * not say whether it committed. PostgreSQL stops a
   * statement at the deadline; SQLite cannot be interrupted. Where PostgreSQL hides accounts from each other, a
   * transaction for an account sees and writes that account alone.
   */
  transaction<T>(work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline, accountId?: string): Promise<T>
  /** Like `transaction`, for a change of an account, which waits until no other change of that account is under way. */
  change<T>(accountId: string, work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline): Promise<T>
  /** Takes a named lock until the transaction ends; other transactions that ask for the same name wait. */
  lock(db: Sql, name: string): Promise<void>
  /** Warnings for the operator's log about settings of the engine by which acknowledged changes could be lost. */
  risks(): Promise<readonly string[]>
  /** Warnings for the operator's log about rights of the store's role that the gateway does not need. */
  readonly roleRisks: readonly string[]
  /** The connections to a server; undefined for a store that needs none. */
  readonly connections: (() => Connections) | undefined
  /** How many changes wait for their turn, and statements for a connection. */
  readonly waitingCount: number
  /** Throws unless the store answers now. */
  ping(): Promise<void>
  /** Throws unless a change could be committed now; tries a small one where none was committed lately. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}

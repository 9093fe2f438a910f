import type { CompiledQuery, Expression, QueryResult, RawBuilder } from 'kysely'
import type { Deadline } from '../deadline.ts'
import type { Sql } from './tables.ts'

/** Column types that differ between the engines. Texts compare by code point on both. */
export interface ColumnTypes {
  readonly text: string
}

/** Runs reads that may take long, apart from all others, so that they delay only each other. */
export interface LongReads {
  /**
   * Throws Overdue for a read that was stopped because it took too long, or because its operation's deadline passed.
   */
  run<Row>(query: CompiledQuery<Row>, deadline: Deadline | undefined): Promise<readonly Row[]>
}

/** Runs statements synchronously, without a promise. */
export interface DirectWay {
  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row>
  /** The first row of a statement that reads. */
  first<Row>(sql: string, parameters: readonly unknown[]): Row | undefined
}

/**
 * The differences between SQLite and PostgreSQL. It is the adapter that Kysely passes on to everything that is made
 * from a store, so `engineOf` finds it for a store, a transaction and a query alike.
 */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly types: ColumnTypes
  /** The server's clock in SQL, in epoch milliseconds; undefined where a store has no clock but this machine's. */
  readonly serverTime: RawBuilder<number> | undefined
  /** Whether row security may hide the rows of other accounts from a statement. */
  readonly hidesAccounts: boolean
  readonly longReads: LongReads | undefined
  /** Runs a prepared statement synchronously; undefined where it must run like any other. */
  directWay(db: Sql, query: CompiledQuery): DirectWay | undefined
  /** The condition `column is in this list of texts`, which comes as JSON. */
  isListed(column: string, json: string): RawBuilder<boolean>
  /** The condition `column is in the one column of query`, where the query depends on the row of a table before it. */
  isAmong(column: string, query: Expression<unknown>): RawBuilder<boolean>
  /** The cells of all rows of a subquery as one cell, a JSON list of lists; null or empty where there are no rows. */
  listOfRows(cells: RawBuilder<unknown>): RawBuilder<string | null>
  /** The cells of one row as one cell, a JSON list. */
  row(cells: RawBuilder<unknown>): RawBuilder<string>
  /**
   * Within the transaction of a migration, waits for other processes that migrate; then limits how long the migration
   * waits for a lock, because everybody else who needs that lock waits behind it.
   */
  lockMigrations(transaction: Sql): Promise<void>
  /** Whether an error means that nothing has begun, because others hold a lock or all connections. */
  isBusy(error: unknown): boolean
  /** Locks tables for a migration, all of them before it changes one: nobody may wait for two of them in turn. */
  lockTables(transaction: Sql, names: readonly string[]): Promise<void>
  /** Whether an error means that a migration waited too long for what others hold, and may be tried again. */
  isHeldUp(error: unknown): boolean
  /** Whether an error means that the engine rolled the transaction back, and that it may succeed when it is retried. */
  isTransient(error: unknown): boolean
}

export const engineOf = (db: Sql): Engine => db.getExecutor().adapter as unknown as Engine

import type { CompiledQuery, Expression, QueryResult, RawBuilder } from 'kysely'
import type { Deadline } from '../deadline.ts'
import type { Sql } from './tables.ts'

/** Column types that differ between the engines. Texts compare by code point on both. */
export interface ColumnTypes {
  readonly text: string
}

/** Where reads go that may take long, so that they hold nobody but each other. */
export interface Lane {
  /** Throws Overdue for a read that took too long, or beyond its operation's deadline, and was stopped. */
  run<Row>(query: CompiledQuery<Row>, deadline: Deadline | undefined): Promise<readonly Row[]>
}

/** Where statements run at once, without a promise. */
export interface DirectWay {
  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row>
  /** The first row of a statement that reads. */
  first<Row>(sql: string, parameters: readonly unknown[]): Row | undefined
}

/**
 * What SQLite and PostgreSQL do or say differently. It is the adapter that Kysely hands on to everything that is made
 * from a store, so `engineOf` finds it for a store, a transaction and a query alike.
 */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly types: ColumnTypes
  /** The server's clock in SQL, in epoch milliseconds; undefined where a store has no clock but this machine's. */
  readonly serverTime: RawBuilder<number> | undefined
  /** Whether it may hide from a statement the rows of accounts that it is not about. */
  readonly hidesAccounts: boolean
  readonly lane: Lane | undefined
  /** Where a prepared statement may run at once; undefined where it goes the common way. */
  directWay(db: Sql, query: CompiledQuery): DirectWay | undefined
  /** A condition `column is in this list of texts`, which comes as JSON. */
  isListed(column: string, json: string): RawBuilder<boolean>
  /** A condition `column is in the one column of query`, where the query depends on the row of a table before it. */
  isAmong(column: string, query: Expression<unknown>): RawBuilder<boolean>
  /** The cells of all rows of a subquery as one cell, a JSON list of lists; null or empty where there are no rows. */
  listOfRows(cells: RawBuilder<unknown>): RawBuilder<string | null>
  /** Within the transaction of a migration, waits for other processes that migrate. */
  lockMigrations(transaction: Sql): Promise<void>
  /** Whether an error says that nothing has begun, because others hold what it needs. */
  isBusy(error: unknown): boolean
  /** Whether an error says that the engine took a transaction back that may succeed when it is tried again. */
  isTransient(error: unknown): boolean
}

export const engineOf = (db: Sql): Engine => db.getExecutor().adapter as unknown as Engine

import { type CompiledQuery, type Expression, type RawBuilder, SqliteAdapter, sql } from 'kysely'
import { isSqliteBusy } from '../../files/sqlite.ts'
import type { DirectWay, Engine, LongReads } from '../engine.ts'
import type { Sql } from '../tables.ts'
import type { Statements } from './statements.ts'

/** The connections of a store. */
interface Connections {
  readonly reading: Statements
  readonly readers: LongReads
  /** The writing connection, for the transaction whose work is under way; undefined for every other. */
  writingFor(transaction: Sql): DirectWay | undefined
}

export class SqliteEngine extends SqliteAdapter implements Engine {
  readonly name = 'sqlite'
  readonly types = { text: 'text' }
  readonly serverTime = undefined
  readonly hidesAccounts = false

  /** Without connections, every statement runs asynchronously. */
  constructor(private readonly connections?: Connections) {
    super()
  }

  get longReads(): LongReads | undefined {
    return this.connections?.readers
  }

  /** Reads run on the reading connection, unless they have recently blocked the event loop. */
  directWay(db: Sql, { query, sql: text }: CompiledQuery): DirectWay | undefined {
    if (!this.connections) return undefined
    if (db.isTransaction) return this.connections.writingFor(db)
    const { reading } = this.connections
    return query.kind === 'SelectQueryNode' && !reading.isSlow(text) ? reading : undefined
  }

  isListed(column: string, json: string): RawBuilder<boolean> {
    return sql`${sql.ref(column)} in (select value from json_each(${json}))`
  }

  isAmong(column: string, query: Expression<unknown>): RawBuilder<boolean> {
    return sql`${sql.ref(column)} in ${query}`
  }

  listOfRows(cells: RawBuilder<unknown>): RawBuilder<string | null> {
    return sql`json_group_array(json_array(${cells}))`
  }

  row(cells: RawBuilder<unknown>): RawBuilder<string> {
    return sql`json_array(${cells})`
  }

  /** A transaction has the store for itself. */
  async lockMigrations(): Promise<void> {}

  isBusy(error: unknown): boolean {
    return isSqliteBusy(error)
  }

  /** A transaction has them all. */
  async lockTables(): Promise<void> {}

  /** The driver waits by itself. */
  isHeldUp(): boolean {
    return false
  }

  isTransient(): boolean {
    return false
  }
}

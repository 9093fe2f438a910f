import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { connectSqlite, type SqliteConnection, type SqliteStatement } from './sqlite-connection.ts'
import type { Sql, Tables } from './tables.ts'

/** How long a statement waits for another process (an operator's command, say) to finish writing. */
const busyMilliseconds = 1_000

const statementsMax = 256

/** A connection that prepares each text once; of many, those that were used last are kept. */
export class Statements {
  readonly #kept = new Map<string, { readonly statement: SqliteStatement; readonly reads: boolean }>()

  constructor(
    readonly connection: SqliteConnection,
    private readonly onStatement: ((sql: string) => void) | undefined,
  ) {}

  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    this.onStatement?.(sql)
    const { statement, reads } = this.#prepare(sql)
    if (reads) return { rows: statement.all(parameters) as Row[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
  }

  /** The first row of a statement that reads. */
  first<Row>(sql: string, parameters: readonly unknown[]): Row | undefined {
    this.onStatement?.(sql)
    return this.#prepare(sql).statement.get(parameters) as Row | undefined
  }

  /** What begins and ends transactions, and is nobody's statement. */
  command(sql: string): void {
    this.#prepare(sql).statement.run([])
  }

  #prepare(sql: string) {
    let kept = this.#kept.get(sql)
    if (!kept) {
      const statement = this.connection.prepare(sql)
      kept = { statement, reads: statement.reader }
    } else if (this.#kept.size === statementsMax) {
      this.#kept.delete(sql)
    }
    this.#kept.set(sql, kept)
    if (this.#kept.size > statementsMax) this.#kept.delete(this.#kept.keys().next().value as string)
    return kept
  }
}

/** One turn at a time: whoever writes waits for those who came before. */
class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Answers, once it is this one's turn, with what ends it. */
  async take(): Promise<() => void> {
    const before = this.#last
    let end = () => {}
    this.#last = new Promise((resolve) => {
      end = resolve
    })
    await before
    return end
  }
}

/** Changes that are committed together: what they wait for, once the first of them is done. */
interface Group {
  outcome?: Promise<void>
  resolve?: () => void
  reject?: (error: unknown) => void
}

/**
 * Reads on a connection of its own, so that no list waits for a change, and none sees half of one; what writes takes
 * turns on the other. Changes that come within one turn of the event loop share a commit, the dearest part of each: no
 * one is told of its success before the disk has all of them, and one that is taken back leaves the others alone.
 */
class SqliteDriver implements Driver {
  readonly #turns = new Turns()
  #group: Group | undefined

  constructor(
    readonly reading: Statements,
    readonly writing: Statements,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Route> {
    return new Route(this)
  }

  async releaseConnection(): Promise<void> {}

  /** Every transaction of ours writes, so each takes the write lock before it reads anything. */
  async beginTransaction(route: Route): Promise<void> {
    const end = await this.#turns.take()
    route.isFirst = !this.#openGroup()
    try {
      this.writing.command(route.isFirst ? 'begin immediate' : 'savepoint change')
    } catch (error) {
      end()
      throw error
    }
    this.#group ??= {}
    route.endTransaction = end
  }

  async commitTransaction(route: Route): Promise<void> {
    const group = this.#openGroup()
    if (!group) throw new Error('SQLite has taken back the transaction.')
    if (!route.isFirst) this.writing.command('release change')
    const outcome = this.#commitSoon(group)
    route.end()
    await outcome
  }

  async rollbackTransaction(route: Route): Promise<void> {
    // What the group's commit failed with has been taken back already.
    if (!route.endTransaction) return
    try {
      if (route.isFirst) this.#giveUp()
      else if (this.#openGroup()) this.writing.connection.exec('rollback to change; release change')
    } catch (error) {
      // What cannot be taken back alone must not be committed with the others.
      this.#giveUp(error)
      throw error
    } finally {
      route.end()
    }
  }

  /** A change of one statement, outside of transactions. */
  async write<Row>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    const end = await this.#turns.take()
    let outcome: Promise<void> | undefined
    let result: QueryResult<Row>
    try {
      const group = this.#openGroup()
      result = this.writing.run(sql, parameters)
      outcome = group && this.#commitSoon(group)
    } finally {
      end()
    }
    await outcome
    return result
  }

  /** Commits once those have joined who wait already, or come within this turn of the event loop. */
  #commitSoon(group: Group): Promise<void> {
    group.outcome ??= new Promise((resolve, reject) => {
      Object.assign(group, { resolve, reject })
      setImmediate(() => void this.#commit(group))
    })
    return group.outcome
  }

  async #commit(group: Group): Promise<void> {
    const end = await this.#turns.take()
    try {
      if (this.#openGroup() !== group) return
      this.writing.command('commit')
      this.#group = undefined
      group.resolve?.()
    } catch (error) {
      this.#giveUp(error)
    } finally {
      end()
    }
  }

  /** The group that a change can join. One that SQLite has taken back by itself, on a full disk say, is given up. */
  #openGroup(): Group | undefined {
    if (this.#group && !this.writing.connection.isInTransaction()) {
      this.#giveUp(new Error('SQLite has taken back the transaction.'))
    }
    return this.#group
  }

  /** Takes back the whole group; whoever waits for it hears why. */
  #giveUp(error?: unknown): void {
    const group = this.#group
    this.#group = undefined
    try {
      if (this.writing.connection.isInTransaction()) this.writing.command('rollback')
    } finally {
      group?.reject?.(error)
    }
  }

  async destroy(): Promise<void> {
    this.reading.connection.close()
    this.writing.connection.close()
  }
}

/** The way of statements to one of the connections: while a transaction lasts, all go to the one that writes. */
class Route implements DatabaseConnection {
  endTransaction: (() => void) | undefined
  /** Whether its transaction is the one that the others of its group share. */
  isFirst = false

  constructor(private readonly driver: SqliteDriver) {}

  end(): void {
    this.endTransaction?.()
    this.endTransaction = undefined
  }

  async executeQuery<Row>({ query, sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.endTransaction) return this.driver.writing.run(sql, parameters)
    return query.kind === 'SelectQueryNode'
      ? this.driver.reading.run(sql, parameters)
      : this.driver.write(sql, parameters)
  }

  // biome-ignore lint/correctness/useYield: nothing is streamed.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('SQLite answers whole.')
  }
}

/** Lies in the data directory. */
export const storeFileName = 'clustergate.db'

/** The embedded store: one file, durable at every commit. */
export function openSqlite(directory: string, onStatement?: (sql: string) => void): Sql {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, storeFileName)
  const writer = connectSqlite(path)
  for (const pragma of [
    `busy_timeout = ${busyMilliseconds}`,
    'journal_mode = wal',
    'synchronous = full',
    'foreign_keys = on',
  ]) {
    writer.exec(`pragma ${pragma}`)
  }
  const reader = connectSqlite(path)
  for (const pragma of [`busy_timeout = ${busyMilliseconds}`, 'query_only = on']) reader.exec(`pragma ${pragma}`)
  const reading = new Statements(reader, onStatement)
  const writing = new Statements(writer, onStatement)
  const driver = new SqliteDriver(reading, writing)
  const db = new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  })
  direct.set(db, reading)
  writers.set(db, writing)
  return db
}

const direct = new WeakMap<Sql, Statements>()
const writers = new WeakMap<Sql, Statements>()

/**
 * Where statements run at once, without a promise: those that read, of a store, and all of a transaction for as long
 * as it lasts; undefined where there is no such way.
 */
export const directOf = (db: Sql): Statements | undefined => direct.get(db)

/** Runs the work of a transaction, and lets it use `directOf`. */
export async function withDirect<T>(db: Sql, transaction: Sql, work: (transaction: Sql) => Promise<T>): Promise<T> {
  const writing = writers.get(db)
  if (writing) direct.set(transaction, writing)
  try {
    return await work(transaction)
  } finally {
    direct.delete(transaction)
  }
}

const busyCode = 5

/** Another process kept the file locked for longer than we wait; libsql and node:sqlite tell it each in their way. */
export function isSqliteBusy(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number }
  return code === 'SQLITE_BUSY' || (code === 'ERR_SQLITE_ERROR' && errcode === busyCode)
}

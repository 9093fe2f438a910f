import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'
import type { Sql, Tables } from './tables.ts'

const require = createRequire(import.meta.url)

/** How long a statement waits for another process (an operator's command, say) to finish writing. */
const busyMilliseconds = 1_000

export interface SqliteConnection extends SqliteDatabase {
  exec(sql: string): unknown
}

/** A connection of `node:sqlite` where Node has it, else of libsql, which speaks better-sqlite3's interface. */
export function connectSqlite(path: string): SqliteConnection {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  return major > 22 || (major === 22 && minor >= 16) ? connectNodeSqlite(path) : connectLibsql(path)
}

function connectLibsql(path: string): SqliteConnection {
  const Database = require('libsql') as new (path: string) => SqliteConnection
  return new Database(path)
}

const statementsMax = 256

/** Prepares each text once; of many, those that were used last are kept. */
function keepingStatements(connection: SqliteConnection): SqliteConnection {
  const kept = new Map<string, SqliteStatement>()
  return {
    exec: (sql) => connection.exec(sql),
    close: () => connection.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? connection.prepare(sql)
      kept.delete(sql)
      kept.set(sql, statement)
      if (kept.size > statementsMax) kept.delete(kept.keys().next().value as string)
      return statement
    },
  }
}

interface NodeStatement {
  columns(): readonly unknown[]
  all(...parameters: unknown[]): unknown[]
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(...parameters: unknown[]): IterableIterator<unknown>
}

function connectNodeSqlite(path: string): SqliteConnection {
  const { DatabaseSync } = require('node:sqlite') as {
    DatabaseSync: new (path: string) => { prepare(sql: string): NodeStatement; exec(sql: string): void; close(): void }
  }
  const database = new DatabaseSync(path)
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      }
    },
  }
}

/** Every transaction of ours writes, so each takes the write lock before it reads anything. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: SqliteConnection

  constructor(database: SqliteConnection) {
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver({ database: this.#database })
  }

  override createAdapter = () => new SqliteAdapter()
  override createQueryCompiler = () => new SqliteQueryCompiler()
  override createIntrospector = (db: Kysely<unknown>) => new SqliteIntrospector(db)
}

/** The embedded store: one file, durable at every commit. */
export function openSqlite(directory: string, onStatement?: (sql: string) => void): Sql {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const database = keepingStatements(connectSqlite(join(directory, 'clustergate.db')))
  database.exec(`pragma busy_timeout = ${busyMilliseconds}`)
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec('pragma foreign_keys = on')
  return new Kysely<Tables>({
    dialect: new ImmediateSqliteDialect(database),
    log: onStatement && ((event) => onStatement(event.query.sql)),
  })
}

const busyCode = 5

/** Another process kept the file locked for longer than we wait; libsql and node:sqlite tell it each in their way. */
export function isSqliteBusy(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number }
  return code === 'SQLITE_BUSY' || (code === 'ERR_SQLITE_ERROR' && errcode === busyCode)
}

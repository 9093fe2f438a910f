import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export interface SqliteStatement {
  /** Whether it answers with rows. */
  readonly reader: boolean
  all(parameters: readonly unknown[]): unknown[]
  /** The first row, at a lower cost than `all`; undefined when there is none. */
  get(parameters: readonly unknown[]): unknown
  run(parameters: readonly unknown[]): { readonly changes: number | bigint }
}

export interface SqliteConnection {
  prepare(sql: string): SqliteStatement
  exec(sql: string): unknown
  /** Does nothing where it is closed. */
  close(): void
  /** Whether a transaction is open. */
  isInTransaction(): boolean
}

const busyCode = 5

/** Whether another process kept the file locked; libsql and node:sqlite report it differently. */
export function isSqliteBusy(error: unknown): boolean {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number }
  // The rest of the code tells which lock it was: SQLITE_BUSY_RECOVERY, or the higher bytes of the number.
  return code?.startsWith('SQLITE_BUSY') || (code === 'ERR_SQLITE_ERROR' && errcode % 256 === busyCode)
}

/** A connection of `node:sqlite` where Node has it, else of libsql, which speaks better-sqlite3's interface. */
export function connectSqlite(path: string): SqliteConnection {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  return major > 22 || (major === 22 && minor >= 16) ? connectNodeSqlite(path) : connectLibsql(path)
}

/** A statement whose rows come as lists of values. */
interface ListStatement {
  all(parameters: readonly unknown[]): unknown[]
  get(parameters: readonly unknown[]): unknown
  run(parameters: readonly unknown[]): { readonly changes: number | bigint }
}

/** Both libraries hand over lists at two thirds to three quarters of the cost of objects, whose keys they create for each row. */
const withNames = (names: readonly string[], statement: ListStatement): SqliteStatement => ({
  reader: true,
  all: (parameters) => (statement.all(parameters) as unknown[][]).map((values) => rowOf(names, values)),
  get(parameters) {
    const values = statement.get(parameters) as unknown[] | undefined
    return values && rowOf(names, values)
  },
  run: (parameters) => statement.run(parameters),
})

function rowOf(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let at = 0; at < names.length; at++) row[names[at] as string] = values[at]
  return row
}

type Columns = readonly { readonly name: string }[]
const namesOf = (columns: Columns): readonly string[] => columns.map(({ name }) => name)

interface LibsqlStatement extends SqliteStatement {
  raw(): void
  columns(): Columns
}

function connectLibsql(path: string): SqliteConnection {
  const Database = require('libsql') as new (
    path: string,
  ) => {
    readonly inTransaction: boolean
    prepare(sql: string): LibsqlStatement
    exec(sql: string): void
    close(): void
  }
  const database = new Database(path)
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    isInTransaction: () => database.inTransaction,
    prepare(sql) {
      const statement = database.prepare(sql)
      if (!statement.reader) return statement
      statement.raw()
      return withNames(namesOf(statement.columns()), statement)
    },
  }
}

interface NodeStatement {
  columns(): Columns
  all(...parameters: unknown[]): unknown[]
  get(...parameters: unknown[]): unknown
  run(...parameters: unknown[]): { changes: number | bigint }
  /** From Node 24 on. */
  setReturnArrays?(areLists: boolean): void
}

function connectNodeSqlite(path: string): SqliteConnection {
  const { DatabaseSync } = require('node:sqlite') as {
    DatabaseSync: new (
      path: string,
    ) => {
      /** Absent in some versions. */
      readonly isOpen?: boolean
      readonly isTransaction: boolean
      prepare(sql: string): NodeStatement
      exec(sql: string): void
      close(): void
    }
  }
  const database = new DatabaseSync(path)
  return {
    exec: (sql) => database.exec(sql),
    close() {
      if (database.isOpen !== false) database.close()
    },
    isInTransaction: () => database.isTransaction,
    prepare(sql) {
      const statement = database.prepare(sql)
      const names = namesOf(statement.columns())
      const spread: ListStatement = {
        all: (parameters) => statement.all(...parameters),
        get: (parameters) => statement.get(...parameters),
        run: (parameters) => statement.run(...parameters),
      }
      if (names.length === 0 || !statement.setReturnArrays) {
        return { ...spread, reader: names.length > 0 }
      }
      statement.setReturnArrays(true)
      return withNames(names, spread)
    },
  }
}

import { join } from 'node:path'
import { makeDirectory } from '../../files/make-directory.ts'
import { openLane } from '../aside.ts'
import type { LastWrites } from '../last-writes.ts'
import type { Sql } from '../tables.ts'
import { connectSqlite } from './connection.ts'
import { kyselyOver, SqliteDriver } from './driver.ts'
import { SqliteReaders } from './readers.ts'
import { Statements } from './statements.ts'

/** How long a statement waits within SQLite for another process, which holds up this one: what every start needs. */
const openingMilliseconds = 1_000

/** Lies in the data directory. */
export const storeFileName = 'clustergate.db'

/** The embedded store: one file, durable at every commit. */
export function openSqlite(directory: string, onStatement?: (sql: string) => void): Sql {
  makeDirectory(directory)
  const path = join(directory, storeFileName)
  const writer = connectSqlite(path)
  for (const pragma of [
    `busy_timeout = ${openingMilliseconds}`,
    'journal_mode = wal',
    'synchronous = full',
    'foreign_keys = on',
    // From here on the driver waits.
    'busy_timeout = 0',
  ]) {
    writer.exec(`pragma ${pragma}`)
  }
  const reader = connectSqlite(path)
  for (const pragma of [`busy_timeout = ${openingMilliseconds}`, 'query_only = on']) reader.exec(`pragma ${pragma}`)
  const reading = new Statements(reader, onStatement)
  const writing = new Statements(writer, onStatement)
  const readers = new SqliteReaders(path, onStatement)
  const driver = new SqliteDriver(reading, writing, readers)
  const db = openLane(kyselyOver(driver), readers)
  direct.set(db, reading)
  drivers.set(db, driver)
  return db
}

const direct = new WeakMap<Sql, Statements>()
const drivers = new WeakMap<Sql, SqliteDriver>()

/**
 * Where statements run at once, without a promise: those that read, of a store, and all of a transaction for as long
 * as it lasts; undefined where there is no such way.
 */
export const directOf = (db: Sql): Statements | undefined => direct.get(db)

/** Runs the work of a transaction that may share its commit with others, and lets it use `directOf`. */
export async function inSharedCommit<T>(
  db: Sql,
  transaction: Sql,
  work: (transaction: Sql, last: LastWrites) => Promise<T>,
): Promise<T> {
  const driver = drivers.get(db) as SqliteDriver
  direct.set(transaction, driver.writing)
  try {
    // What fails leaves nothing for the end.
    const last = new Map(driver.last)
    const answer = await work(transaction, last)
    driver.last = last
    return answer
  } finally {
    direct.delete(transaction)
  }
}

import { join } from 'node:path'
import type { Deadline } from '../../deadline.ts'
import { makeDirectory } from '../../files/make-directory.ts'
import { connectSqlite } from '../../files/sqlite.ts'
import { BaseStore, type OnOutage, type Work } from '../base-store.ts'
import { migrate } from '../migrate.ts'
import { SqliteDriver } from './driver.ts'
import { SqliteReaders } from './readers.ts'
import { Statements } from './statements.ts'

/** How long a statement waits inside SQLite, blocking this process, for another process at the start. */
const openingMilliseconds = 1_000

/** The name of the store's file in the data directory. */
export const storeFileName = 'clustergate.db'

/** The embedded store: one file, durable at every commit. */
export class SqliteStore extends BaseStore {
  readonly roleRisks = []
  readonly connections = undefined
  readonly #driver: SqliteDriver

  constructor(driver: SqliteDriver, onOutage?: OnOutage) {
    super(driver.db, onOutage)
    this.#driver = driver
  }

  get waitingCount(): number {
    return this.#driver.waitingCount
  }

  protected attempt<T>(work: Work<T>, deadline?: Deadline): Promise<T> {
    return this.db.transaction().execute((transaction) =>
      this.#driver.work(transaction, async (last) => {
        const answer = await work(transaction, last)
        // Up to here everything can be undone; after it, only the outcome of the commit tells.
        deadline?.commit()
        return answer
      }),
    )
  }

  /** The driver runs all changes one after the other, and commits those together that wait for each other. */
  change<T>(_accountId: string, work: Work<T>, deadline?: Deadline): Promise<T> {
    return this.transaction(work, deadline)
  }

  /** A transaction has the store for itself. */
  async lock(): Promise<void> {}

  async risks(): Promise<readonly string[]> {
    return []
  }
}

/** Brings the tables up to date. */
export async function openSqliteStore(
  directory: string,
  onStatement?: (sql: string) => void,
  onOutage?: OnOutage,
): Promise<SqliteStore> {
  const driver = openSqlite(directory, onStatement)
  try {
    await migrate(driver.db)
  } catch (error) {
    await driver.db.destroy()
    throw error
  }
  return new SqliteStore(driver, onOutage)
}

export function openSqlite(directory: string, onStatement?: (sql: string) => void): SqliteDriver {
  makeDirectory(directory)
  const path = join(directory, storeFileName)
  const writer = connectSqlite(path)
  for (const pragma of [
    `busy_timeout = ${openingMilliseconds}`,
    'journal_mode = wal',
    'synchronous = full',
    'foreign_keys = on',
    // From now on the driver waits, without blocking.
    'busy_timeout = 0',
  ]) {
    writer.exec(`pragma ${pragma}`)
  }
  const reader = connectSqlite(path)
  for (const pragma of [`busy_timeout = ${openingMilliseconds}`, 'query_only = on']) reader.exec(`pragma ${pragma}`)
  return new SqliteDriver(
    new Statements(reader, onStatement),
    new Statements(writer, onStatement),
    new SqliteReaders(path, onStatement),
  )
}

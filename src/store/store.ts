import type { Deadline } from '../deadline.ts'
import { ClustergateError } from '../errors.ts'
import { type LastWrites, writeAll } from './last-writes.ts'
import { migrate } from './migrate.ts'
import {
  isPostgresBusy,
  isTransient,
  lockName,
  migrationMilliseconds,
  openPostgres,
  postgresRisks,
  withinDeadline,
} from './postgres.ts'
import { inSharedCommit, openSqlite } from './sqlite.ts'
import { isSqliteBusy } from './sqlite-connection.ts'
import type { Sql } from './tables.ts'

export interface Store {
  readonly db: Sql
  readonly engine: 'sqlite' | 'postgres'
  /**
   * Runs `work` in one writing transaction; all of it happens, or nothing. Throws RATE_LIMITED when others hold it.
   * PostgreSQL stops a statement of it at the deadline; SQLite works while everybody waits, and cannot be stopped.
   */
  transaction<T>(work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline): Promise<T>
  /** Within a transaction, holds up every other one that asks for the same name, until this one ends. */
  lock(db: Sql, name: string): Promise<void>
  /** Settings of the engine by which acknowledged changes could be lost, in words for the operator's log. */
  risks(): Promise<readonly string[]>
  /** Throws unless the store answers now. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  /** Called with each statement's text, for tests that count. */
  readonly onStatement?: (sql: string) => void
}

const attemptsMax = 3

/** Another process writes for long, or all connections are taken: nothing has begun, and the same may work later. */
export const isBusy = (error: unknown): boolean => isSqliteBusy(error) || isPostgresBusy(error)

const storeIsBusy = () =>
  new ClustergateError('RATE_LIMITED', 'The store is busy; try again in a moment.', { retryAfterSeconds: 1 })

/** Opens PostgreSQL when a URL is given, else SQLite in the data directory, and brings its tables up to date. */
export async function openStore({ databaseUrl, dataDirectory, onStatement }: StoreOptions): Promise<Store> {
  const engine = databaseUrl === undefined ? 'sqlite' : 'postgres'
  const db = databaseUrl === undefined ? openSqlite(dataDirectory, onStatement) : openPostgres(databaseUrl, onStatement)
  try {
    if (databaseUrl === undefined) await migrate(db, engine)
    else await migratePostgres(databaseUrl)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    engine,
    async transaction(work, deadline) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await withinDeadline(deadline, () =>
            db.transaction().execute((transaction) => {
              const decided = async (own: Sql, last: LastWrites) => {
                const answer = await work(own, last)
                if (engine === 'postgres') await writeAll(own, last)
                // Until here all of it can be undone; from here on the answer waits for the store's.
                deadline?.commit()
                return answer
              }
              return engine === 'sqlite' ? inSharedCommit(db, transaction, decided) : decided(transaction, new Map())
            }),
          )
        } catch (error) {
          if (isBusy(error)) throw storeIsBusy()
          if (attempt === attemptsMax || !isTransient(error)) throw error
        }
      }
    },
    async lock(transaction, name) {
      // On SQLite a transaction has the store for itself.
      if (engine === 'postgres') await lockName(transaction, name)
    },
    risks: async () => (engine === 'postgres' ? postgresRisks(db) : []),
    async ping() {
      await db.selectFrom('settings').select('key').limit(1).execute()
    },
    close: () => db.destroy(),
  }
}

/** On a connection of its own, on which a statement has the time that a large table needs. */
async function migratePostgres(url: string): Promise<void> {
  const db = openPostgres(url, undefined, migrationMilliseconds)
  try {
    await migrate(db, 'postgres')
  } finally {
    await db.destroy()
  }
}

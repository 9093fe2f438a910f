import type { Deadline } from '../deadline.ts'
import { ClustergateError } from '../errors.ts'
import { type LastWrites, writeAll } from './last-writes.ts'
import { migrate } from './migrate.ts'
import type { Engine } from './migration.ts'
import { isPostgresBusy, isTransient, lockName, openPostgres, postgresRisks, withPurpose } from './postgres/driver.ts'
import { preparePostgres } from './postgres/prepare.ts'
import { isSqliteBusy } from './sqlite/connection.ts'
import { inSharedCommit, openSqlite } from './sqlite/store.ts'
import type { Sql } from './tables.ts'
import type { Outage } from './unavailable.ts'
import { Writability } from './writability.ts'

export interface Store {
  readonly db: Sql
  readonly engine: Engine
  /**
   * Runs `work` in one writing transaction; all of it happens, or nothing. Throws RATE_LIMITED when others hold it,
   * and UNAVAILABLE when the store cannot be reached or written.
   * PostgreSQL stops a statement of it at the deadline; SQLite works while everybody waits, and cannot be stopped.
   * Where PostgreSQL hides accounts from each other, one for an account sees and writes nothing of any other.
   */
  transaction<T>(work: (db: Sql, last: LastWrites) => Promise<T>, deadline?: Deadline, accountId?: string): Promise<T>
  /** Within a transaction, holds up every other one that asks for the same name, until this one ends. */
  lock(db: Sql, name: string): Promise<void>
  /** Settings of the engine by which acknowledged changes could be lost, in words for the operator's log. */
  risks(): Promise<readonly string[]>
  /** What the rights of the store's user allow that the gateway does not need, in words for the operator's log. */
  readonly roleRisks: readonly string[]
  /** Throws unless the store answers now. */
  ping(): Promise<void>
  /** Throws unless a change could be committed now; finds out by a small one where none was committed lately. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  /** Called with each statement's text, for tests that count. */
  readonly onStatement?: ((sql: string) => void) | undefined
  /** Hears of a store that takes no changes any more, and of one that takes them again. */
  readonly onOutage?: ((outage: Outage | undefined, cause: unknown) => void) | undefined
}

const attemptsMax = 3

/** Another process writes for long, or all connections are taken: nothing has begun, and the same may work later. */
export const isBusy = (error: unknown): boolean => isSqliteBusy(error) || isPostgresBusy(error)

const storeIsBusy = () =>
  new ClustergateError('RATE_LIMITED', 'The store is busy; try again in a moment.', { retryAfterSeconds: 1 })

/** Opens PostgreSQL when a URL is given, else SQLite in the data directory, and brings its tables up to date. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory, onStatement, onOutage = () => {} } = options
  const engine = databaseUrl === undefined ? 'sqlite' : 'postgres'
  const postgres = databaseUrl === undefined ? undefined : openPostgres(databaseUrl, onStatement)
  const db = postgres?.db ?? openSqlite(dataDirectory, onStatement)
  let roleRisks: readonly string[] = []
  try {
    if (postgres) roleRisks = await preparePostgres(postgres, databaseUrl as string)
    else await migrate(db, engine)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const store: Store = {
    db,
    engine,
    async transaction(work, deadline, accountId) {
      writability.checkNotLost()
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = await withPurpose({ deadline, accountId }, () =>
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
          writability.noteCommit()
          return answer
        } catch (error) {
          if (isBusy(error)) throw storeIsBusy()
          if (attempt === attemptsMax || !isTransient(error)) throw writability.noteFailure(error)
        }
      }
    },
    async lock(transaction, name) {
      // On SQLite a transaction has the store for itself.
      if (engine === 'postgres') await lockName(transaction, name)
    },
    roleRisks,
    risks: async () => (engine === 'postgres' ? postgresRisks(db) : []),
    async ping() {
      await db.selectFrom('settings').select('key').limit(1).execute()
    },
    checkWritable: () => writability.check(),
    close: () => db.destroy(),
  }
  const writability = new Writability((isThorough) => probe(store, isThorough), onOutage)
  return store
}

const probeKey = 'last_probe'
/** More than a nearly full store has left in the pages that it holds already. */
const probeText = 'x'.repeat(65_536)

/** Commits a change that nobody sees; a thorough one needs space of its own, and gives it back. */
async function probe(store: Store, isThorough: boolean): Promise<void> {
  const put = (value: string) =>
    store.transaction((db) =>
      db
        .insertInto('settings')
        .values({ key: probeKey, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    )
  if (isThorough) await put(probeText)
  await put(String(Date.now()))
}

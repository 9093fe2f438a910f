import type { OnOutage } from './base-store.ts'
import { openPostgresStore } from './postgres/store.ts'
import { openSqliteStore } from './sqlite/store.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  /** Called with each statement's text, for tests that count. */
  readonly onStatement?: ((sql: string) => void) | undefined
  readonly onOutage?: OnOutage | undefined
}

/** Opens PostgreSQL when a URL is given, else SQLite in the data directory, and brings its tables up to date. */
export const openStore = ({ databaseUrl, dataDirectory, onStatement, onOutage }: StoreOptions): Promise<Store> =>
  databaseUrl === undefined
    ? openSqliteStore(dataDirectory, onStatement, onOutage)
    : openPostgresStore(databaseUrl, onStatement, onOutage)

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import { missingMigrations } from '../../store/migrate.ts'
import { openPostgres } from '../../store/postgres/connect.ts'
import { openSqlite, storeFileName } from '../../store/sqlite/store.ts'
import type { Sql } from '../../store/tables.ts'

/** A store before it is opened: opening it would bring its tables up to date. */
export type StoreState =
  | { readonly kind: 'READY' | 'MISSING' }
  | { readonly kind: 'BEHIND'; readonly missing: readonly string[] }
  | { readonly kind: 'FAULTY'; readonly fault: unknown }

/** Looks at the configured store, and changes nothing. */
export async function lookAtStore({ databaseUrl, dataDirectory }: Config): Promise<StoreState> {
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, storeFileName))) return { kind: 'MISSING' }
  try {
    const { db } = databaseUrl === undefined ? openSqlite(dataDirectory) : openPostgres(databaseUrl)
    try {
      return await look(db, databaseUrl !== undefined)
    } finally {
      await db.destroy()
    }
  } catch (fault) {
    return { kind: 'FAULTY', fault }
  }
}

async function look(db: Sql, isPostgres: boolean): Promise<StoreState> {
  if (isPostgres) {
    const found = await sql<{ is: boolean }>`select to_regclass('migrations') is not null as "is"`.execute(db)
    if (!found.rows[0]?.is) return { kind: 'MISSING' }
  }
  const missing = await missingMigrations(db)
  return missing.length === 0 ? { kind: 'READY' } : { kind: 'BEHIND', missing }
}

import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Sql, Tables } from './tables.ts'

/** No wait on the network, a lock or a statement is longer than this. */
const waitMilliseconds = 10_000
const connectMilliseconds = 3_000

const int8 = 20

export function openPostgres(url: string, onStatement?: (sql: string) => void): Sql {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: connectMilliseconds,
    statement_timeout: waitMilliseconds,
    query_timeout: waitMilliseconds + 1_000,
    lock_timeout: waitMilliseconds,
    idle_in_transaction_session_timeout: waitMilliseconds,
    application_name: 'clustergate',
    types: {
      // Every 64-bit column of ours holds times, counts or sizes far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  })
  // An idle connection that breaks is replaced by the pool; the next statement tells whether the server is back.
  pool.on('error', () => {})
  // So is one that breaks while it is taken but runs no statement; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: onStatement && ((event) => onStatement(event.query.sql)),
  })
}

export async function lockName(transaction: Sql, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction)
}

const safeguards = ['fsync', 'synchronous_commit', 'full_page_writes']

/** The server's safeguards against a power cut that are off. */
export async function postgresRisks(db: Sql): Promise<readonly string[]> {
  const names = sql.join(safeguards)
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings where name in (${names}) and setting = 'off' order by name`.execute(db)
  return rows.map(({ name }) => `PostgreSQL runs with ${name} off; set it to on.`)
}

const transientCodes = new Set(['40001', '40P01'])

/** Serialization failures and deadlocks: the server rolled back, and the same work may succeed. */
export const isTransient = (error: unknown): boolean => transientCodes.has((error as { code?: string }).code ?? '')

/** No lock within the time we wait, or no connection free. */
export function isPostgresBusy(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === '55P03' || message === 'timeout exceeded when trying to connect'
}

import { type Expression, PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Engine, LongReads } from '../engine.ts'
import type { Sql } from '../tables.ts'
import { isPoolTaken } from './pool.ts'

/** The time limit of a statement in a migration, which may rewrite a whole table. */
export const migrationMilliseconds = 1_800_000

/**
 * How long a migration waits for a table that others use: as long, all others wait behind it. Shorter than the second
 * after which the server looks for deadlocks: so it is the migration that gives way, and no request.
 */
const tableLockMilliseconds = 400

const migrationLock = 7_203_111

const transientCodes = new Set(['40001', '40P01'])
const lockTimeoutCode = '55P03'

export class PostgresEngine extends PostgresAdapter implements Engine {
  readonly name = 'postgres'
  readonly types = { text: 'text collate "C"' }
  readonly serverTime = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
  readonly hidesAccounts = true
  longReads: LongReads | undefined

  directWay(): undefined {}

  isListed(column: string, json: string): RawBuilder<boolean> {
    return sql`${sql.ref(column)} = any(array(select jsonb_array_elements_text(${json}::jsonb)))`
  }

  /** PostgreSQL uses an array as the key of an index; with a set it would run the query for every pair of rows. */
  isAmong(column: string, query: Expression<unknown>): RawBuilder<boolean> {
    return sql`${sql.ref(column)} = any(array${query})`
  }

  listOfRows(cells: RawBuilder<unknown>): RawBuilder<string | null> {
    return sql`json_agg(json_build_array(${cells}))::text`
  }

  row(cells: RawBuilder<unknown>): RawBuilder<string> {
    return sql`json_build_array(${cells})::text`
  }

  /** A starting process waits for as long as the migration of another one may take. */
  async lockMigrations(transaction: Sql): Promise<void> {
    await sql.raw(`set local lock_timeout = ${migrationMilliseconds}`).execute(transaction)
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction)
    await sql.raw(`set local lock_timeout = ${tableLockMilliseconds}`).execute(transaction)
  }

  /** No connection is free. */
  isBusy(error: unknown): boolean {
    return isPoolTaken(error)
  }

  async lockTables(transaction: Sql, names: readonly string[]): Promise<void> {
    if (names.length === 0) return
    const tables = sql.join(names.map((name) => sql.table(name)))
    await sql`lock table ${tables} in access exclusive mode`.execute(transaction)
  }

  isHeldUp(error: unknown): boolean {
    const { cause } = error as { cause?: { code?: string } }
    return this.isTransient(error) || cause?.code === lockTimeoutCode
  }

  /** Serialization failures and deadlocks. */
  isTransient(error: unknown): boolean {
    return transientCodes.has((error as { code?: string }).code ?? '')
  }
}

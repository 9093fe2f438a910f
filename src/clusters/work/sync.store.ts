import { type RawBuilder, sql } from 'kysely'
import { listOf, readList } from '../../store/columns.ts'
import type { Sql } from '../../store/tables.ts'
import type { ClusterErrorCode } from '../drivers/driver.ts'
import type { SyncDifference, SyncState } from './sync.type.ts'
import type { WorkState } from './work.store.ts'

/** What people are shown of where an object stands between the gateway and its cluster. */
export interface SyncRow {
  readonly state: WorkState
  readonly since: number
  readonly appliedAt: number | null
  readonly attempts: number
  readonly nextAttemptAt: number | null
  readonly errorCode: ClusterErrorCode | null
  readonly error: string | null
  readonly errorAt: number | null
  /** JSON: a list of SyncDifference. */
  readonly differences: string | null
}

const columns = {
  state: 'cluster_work.state',
  since: 'cluster_work.since',
  appliedAt: 'cluster_work.applied_at',
  attempts: 'cluster_work.attempts',
  nextAttemptAt: 'cluster_work.next_attempt_at',
  errorCode: 'cluster_work.error_code',
  error: 'cluster_work.error',
  errorAt: 'cluster_work.error_at',
  differences: 'cluster_work.differences',
} as const satisfies Record<keyof SyncRow, string>

const workStates: Readonly<Record<SyncState, readonly WorkState[]>> = {
  APPLIED: ['APPLIED'],
  PENDING: ['PENDING', 'CREATING'],
  FAILED: ['FAILED'],
  DRIFTED: ['DRIFTED'],
}

/** The condition that the object of a row is in one of these states. Without work it is APPLIED, as `syncOf` tells. */
export function isInState(table: string, states: readonly SyncState[]): RawBuilder<boolean> {
  const work = sql`select 1 from cluster_work
    where cluster_work.account_id = ${sql.ref(`${table}.account_id`)} and cluster_work.id = ${sql.ref(`${table}.id`)}
    and cluster_work.state in`
  const open = states.filter((state) => state !== 'APPLIED').flatMap((state) => workStates[state])
  const all = [
    ...(open.length > 0 ? [sql`exists (${work} (${sql.join(open)}))`] : []),
    ...(states.includes('APPLIED') ? [sql`not exists (${work} ('PENDING', 'CREATING', 'FAILED', 'DRIFTED'))`] : []),
  ]
  return all.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(all, sql` or `)})`
}

/** The rows of these objects, in their order; null for an object that no linked cluster has to know of. */
export async function ofObjects(db: Sql, accountId: string, ids: readonly string[]): Promise<(SyncRow | null)[]> {
  const rows = await db
    .selectFrom('cluster_work')
    .select([
      'id',
      'state',
      'since',
      'applied_at as appliedAt',
      'attempts',
      'next_attempt_at as nextAttemptAt',
      'error_code as errorCode',
      'error',
      'error_at as errorAt',
      'differences',
    ])
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row as SyncRow]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The row of each object of a list in one cell of the list's own statement; `readCell` reads it. */
export const cellOf = (db: Sql, table: 'databases'): RawBuilder<string | null> =>
  sql`(select ${listOf(db, columns)} from cluster_work
    where cluster_work.account_id = ${sql.ref(`${table}.account_id`)} and cluster_work.id = ${sql.ref(`${table}.id`)})`

export const readCell = (cell: string | null): SyncRow | null => readList<SyncRow>(cell, columns)[0] ?? null

export const readDifferences = (text: string | null): SyncDifference[] =>
  text === null ? [] : (JSON.parse(text) as SyncDifference[])

import { type RawBuilder, sql } from 'kysely'
import { isInState } from '../clusters/work/sync.store.ts'
import { containing } from '../store/conditions.ts'
import type { RestorableListFilter } from './restorable-filter.ts'
import { type ResourceStatus, restorableMilliseconds } from './restorable-status.ts'

/**
 * The condition that a row is active or restorable. All other rows are gone, and no statement may find them. `table`
 * may be an alias.
 */
export const notGone = (table: string, now: number): RawBuilder<boolean> => anyOf(table, ['ACTIVE', 'DELETED'], now)

/** The condition that a row matches a filter. Names are ASCII, so `lower` does the same on SQLite and PostgreSQL. */
export function matchesFilter(table: string, filter: RestorableListFilter): RawBuilder<boolean> {
  const { search, statuses, syncStates, now } = filter
  const all = [anyOf(table, statuses, now)]
  if (search !== undefined) {
    all.push(sql`lower(${sql.ref(`${table}.name`)}) like ${containing(search)} escape '\\'`)
  }
  if (syncStates !== undefined) all.push(isInState(table, syncStates))
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

function anyOf(table: string, statuses: readonly ResourceStatus[], now: number): RawBuilder<boolean> {
  const deletedAt = sql.ref(`${table}.deleted_at`)
  const isRecent = sql`${deletedAt} > ${now - restorableMilliseconds}`
  const conditions = {
    ACTIVE: sql`${deletedAt} is null`,
    // Tables are not purged by themselves: they go with their database.
    DELETED: table === 'tables' ? isRecent : sql`(${isRecent} and ${sql.ref(`${table}.purged_at`)} is null)`,
  }
  if (statuses.length === 0) return sql<boolean>`1 = 0`
  return sql<boolean>`(${sql.join(
    statuses.map((status) => conditions[status]),
    sql` or `,
  )})`
}

import { type RawBuilder, sql } from 'kysely'
import { containing } from '../store/conditions.ts'
import type { RestorableListFilter } from './restorable-filter.ts'
import { type ResourceStatus, restorableMilliseconds } from './restorable-status.ts'

/**
 * The condition that a row is active or restorable. All other rows are gone, and no statement may find them. `table`
 * may be an alias.
 */
export const notGone = (table: string, now: number): RawBuilder<boolean> => anyOf(table, ['ACTIVE', 'DELETED'], now)

/** The condition that a row matches a filter. Names are ASCII, so `lower` does the same on SQLite and PostgreSQL. */
export function matchesFilter(table: string, { search, statuses, now }: RestorableListFilter): RawBuilder<boolean> {
  const status = anyOf(table, statuses, now)
  if (search === undefined) return status
  return sql<boolean>`${status} and lower(${sql.ref(`${table}.name`)}) like ${containing(search)} escape '\\'`
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

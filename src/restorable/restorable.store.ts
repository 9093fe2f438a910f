import { type RawBuilder, sql } from 'kysely'
import { containing } from '../store/conditions.ts'
import type { Selection } from './restorable-filter.ts'
import { type ResourceStatus, restorableMilliseconds } from './restorable-status.ts'

/** Active or still restorable; anything else is gone, and no statement may find it. `table` may be an alias. */
export const notGone = (table: string, now: number): RawBuilder<boolean> => anyOf(table, ['ACTIVE', 'DELETED'], now)

/** The rows of a selection. Names are ASCII, so `lower` means the same on every engine. */
export function selected(table: string, { search, statuses, now }: Selection): RawBuilder<boolean> {
  const status = anyOf(table, statuses, now)
  if (search === undefined) return status
  return sql<boolean>`${status} and lower(${sql.ref(`${table}.name`)}) like ${containing(search)} escape '\\'`
}

function anyOf(table: string, statuses: readonly ResourceStatus[], now: number): RawBuilder<boolean> {
  const deletedAt = sql.ref(`${table}.deleted_at`)
  const conditions = {
    ACTIVE: sql`${deletedAt} is null`,
    DELETED: sql`${deletedAt} > ${now - restorableMilliseconds}`,
  }
  if (statuses.length === 0) return sql<boolean>`1 = 0`
  return sql<boolean>`(${sql.join(
    statuses.map((status) => conditions[status]),
    sql` or `,
  )})`
}

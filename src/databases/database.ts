import { badInput, unsupported } from '../errors.ts'
import { parseFilter, type RestorableListFilter } from '../restorable/restorable-filter.ts'
import type { Json } from '../values/canonical-json.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import { printDuration, seconds } from '../values/duration.ts'
import type { Database, DatabaseFilter } from './database.type.ts'
import { type LabelCondition, parseLabelFilter } from './labels.ts'
import { maxColumnsPerTableMax } from './limits.ts'

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_\-/]{0,63}$/
// `iox_` is the prefix of internal metadata. A slash separates database and retention policy in names that come from
// older servers: `db/rp`.
const misplaced = /^iox_|\/\/|\/$/

/** Whether a database may be given this name here; one that was imported may have another. */
export const isDatabaseName = (name: string): boolean => namePattern.test(name) && !misplaced.test(name)

/** Throws UNSUPPORTED for a database that was imported with a name that it could not be given here. */
export function expectOwnName({ name }: Pick<Database, 'name'>, field: string): void {
  if (isDatabaseName(name)) return
  throw unsupported(
    field,
    'Its name is none that databases may have here: it can be read and deleted, and nothing else.',
  )
}

/** Checks a name and answers with it unchanged. Throws BAD_INPUT. */
export function parseDatabaseName(name: string, field: string): string {
  if (!isDatabaseName(name)) {
    throw badInput(
      field,
      'A database name has 1 to 64 letters (a to z), digits, `_`, `-` and `/`, and starts with a letter or a digit, not with `iox_`; a `/` stands alone and not at the end.',
    )
  }
  return name
}

/** The retention period in seconds; null, which is for ever, when it is absent, null or zero. Throws BAD_INPUT. */
export function parseRetentionPeriod(period: number | null | undefined, field: string): number | null {
  if (period === null || period === undefined || period === 0) return null
  if (period < seconds.hour) throw badInput(field, 'A retention period is at least 1h; null or 0s keeps data for ever.')
  return period
}

/** Checks a limit; undefined when it is absent or null. Throws BAD_INPUT. */
export function parseMaxTables(count: number | null | undefined, field: string): number | undefined {
  if (count !== null && count !== undefined && count < 1)
    throw badInput(field, 'A database has room for 1 table or more.')
  return count ?? undefined
}

/** Checks a limit; undefined when it is absent or null. Throws BAD_INPUT. */
export function parseMaxColumnsPerTable(count: number | null | undefined, field: string): number | undefined {
  if (count !== null && count !== undefined && (count < 1 || count > maxColumnsPerTableMax)) {
    throw badInput(field, `A table has room for 1 to ${maxColumnsPerTableMax} columns.`)
  }
  return count ?? undefined
}

/** The checked filter of a list of databases. */
export interface DatabaseListFilter extends RestorableListFilter {
  readonly labels: readonly LabelCondition[]
}

/** Throws BAD_INPUT. */
export const parseDatabaseFilter = (filter: DatabaseFilter | null | undefined, now: number): DatabaseListFilter => ({
  ...parseFilter(filter, now),
  labels: parseLabelFilter(filter?.labels),
})

/** A database as the audit log records it, in the API's words. */
export const auditView = (database: Database): Record<string, Json> => ({
  name: database.name,
  clusterId: database.clusterId,
  status: database.status,
  retentionPeriod: database.retentionPeriod == null ? null : printDuration(database.retentionPeriod),
  maxTables: database.maxTables,
  maxColumnsPerTable: database.maxColumnsPerTable,
  partitionTemplate: database.partitionTemplate.map(({ kind, value, buckets }) => ({
    kind,
    value,
    buckets: buckets ?? null,
  })),
  deletedAt: printDateTimeOrNull(database.deletedAt),
})

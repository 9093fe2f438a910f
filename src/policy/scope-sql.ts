import { type RawBuilder, sql } from 'kysely'
import { isListed } from '../store/conditions.ts'
import type { Sql } from '../store/tables.ts'
import { type BoundLabel, type BoundSelector, hasClause } from './selectors.ts'

/**
 * The condition that a row of `databases` matches one of the selectors: what `matches` says of it, in SQL. Lists are one
 * value each, so that the text depends on which clauses are given, and not on how long they are.
 */
export function scopeSql(db: Sql, accountId: string, selectors: readonly BoundSelector[]): RawBuilder<boolean> {
  if (selectors.length === 0) return nothing
  return sql<boolean>`(${sql.join(
    selectors.map((selector) => selectorSql(db, accountId, selector)),
    sql` or `,
  )})`
}

const nothing = sql<boolean>`1 = 0`

function selectorSql(db: Sql, accountId: string, selector: BoundSelector): RawBuilder<boolean> {
  if (selector.account) return sql`1 = 1`
  const { clusterIds, databaseIds, namePrefix, labels } = selector
  if (!hasClause(selector) || labels?.length === 0) return nothing
  const clauses = [
    ...(clusterIds ? [isListed(db, 'databases.cluster_id', JSON.stringify(clusterIds))] : []),
    ...(databaseIds ? [isListed(db, 'databases.id', JSON.stringify(databaseIds))] : []),
    ...(namePrefix === undefined ? [] : [startsWith('databases.name', namePrefix)]),
    ...(labels ?? []).map((label) => labelSql(db, accountId, label)),
  ]
  return sql`(${sql.join(clauses, sql` and `)})`
}

/** Exactly: LIKE would take letters of either case for the same on SQLite. `substr` counts code points. */
const startsWith = (column: string, prefix: string): RawBuilder<boolean> =>
  sql`substr(${sql.ref(column)}, 1, ${[...prefix].length}) = ${prefix}`

/** `in` a list of ids, which is read once: `exists` would be asked for each database. */
function labelSql(db: Sql, accountId: string, { key, anyOf, noneOf }: BoundLabel): RawBuilder<boolean> {
  const values = anyOf ?? noneOf
  if (!values?.length) return nothing
  const labelled = sql`(select database_id from database_labels where account_id = ${accountId} and key = ${key}
    and ${isListed(db, 'database_labels.value', JSON.stringify(values))})`
  return anyOf ? sql`databases.id in ${labelled}` : sql`databases.id not in ${labelled}`
}

import { type RawBuilder, sql } from 'kysely'
import { isAmong, isListed } from '../store/conditions.ts'
import type { Sql } from '../store/tables.ts'
import { type BoundLabel, type BoundSelector, hasClause } from './selectors.ts'

/**
 * The condition that a row of `databases` matches one of the selectors: what `matches` says of it, in SQL. Lists are one
 * value each, so that a statement takes any number of them, and its text depends only on which clauses are given.
 */
export function scopeSql(db: Sql, accountId: string, selectors: readonly BoundSelector[]): RawBuilder<boolean> {
  if (selectors.length === 0) return nothing
  const isOnly = selectors.length === 1
  const each = selectors.map((selector) => selectorSql(db, accountId, selector, isOnly))
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

const nothing = sql<boolean>`1 = 0`

function selectorSql(db: Sql, accountId: string, selector: BoundSelector, isOnly: boolean): RawBuilder<boolean> {
  if (selector.account) return sql`1 = 1`
  const { clusterIds, databaseIds, namePrefix, labels = [] } = selector
  if (!hasClause(selector) || selector.labels?.length === 0) return nothing
  const leading = isOnly ? labels.find(({ anyOf }) => anyOf) : undefined
  const clauses = [
    ...(clusterIds ? [isListed(db, 'databases.cluster_id', JSON.stringify(clusterIds))] : []),
    ...(databaseIds ? [isListed(db, 'databases.id', JSON.stringify(databaseIds))] : []),
    ...(namePrefix === undefined ? [] : [startsWith('databases.name', namePrefix)]),
    ...labels.map((label) => labelSql(db, accountId, label, label === leading)),
  ]
  return sql`(${sql.join(clauses, sql` and `)})`
}

/** Exactly: LIKE would take letters of either case for the same on SQLite. `substr` counts code points. */
const startsWith = (column: string, prefix: string): RawBuilder<boolean> =>
  sql`substr(${sql.ref(column)}, 1, ${[...prefix].length}) = ${prefix}`

/**
 * A list of ids that is read once; `exists` would be asked for each database. By the leading one, PostgreSQL finds the
 * databases; were it to guess how many have the label, it might read all of them in the order of the page.
 */
function labelSql(
  db: Sql,
  accountId: string,
  { key, anyOf, noneOf }: BoundLabel,
  isLeading: boolean,
): RawBuilder<boolean> {
  const values = anyOf ?? noneOf
  if (values.length === 0) return nothing
  const labelled = sql`(select database_id from database_labels where account_id = ${accountId} and key = ${key}
    and ${isListed(db, 'database_labels.value', JSON.stringify(values))})`
  if (isLeading) return isAmong(db, 'databases.id', labelled)
  return anyOf ? sql`databases.id in ${labelled}` : sql`databases.id not in ${labelled}`
}

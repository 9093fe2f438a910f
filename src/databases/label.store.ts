import { type RawBuilder, sql } from 'kysely'
import type { Reach } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import type { Label } from './label.type.ts'
import type { LabelCondition } from './labels.ts'
import { idsWithin } from './within-reach.ts'

/** The labels of databases, in the order of the ids; those of each by key. A database out of reach has none. */
export async function ofDatabases(db: Sql, reach: Reach, ids: readonly string[]): Promise<Label[][]> {
  const rows = await db
    .selectFrom('database_labels')
    .select(['database_id as databaseId', 'key', 'value'])
    .where('account_id', '=', reach.accountId)
    .where('database_id', 'in', ids)
    .$if(reach.selectors !== undefined, (query) => query.where('database_id', 'in', idsWithin(db, reach)))
    .execute()
  const found = new Map<string, Label[]>(ids.map((id) => [id, []]))
  for (const { databaseId, key, value } of rows) found.get(databaseId)?.push({ key, value })
  // By code unit on every store, whatever its collation is.
  return ids.map((id) => (found.get(id) ?? []).sort((a, b) => (a.key < b.key ? -1 : 1)))
}

/** Adds labels to a database that has none. */
export async function insert(db: Sql, accountId: string, databaseId: string, labels: readonly Label[]): Promise<void> {
  if (labels.length === 0) return
  const rows = labels.map(({ key, value }) => ({ account_id: accountId, database_id: databaseId, key, value }))
  await db.insertInto('database_labels').values(rows).execute()
}

export async function replace(db: Sql, accountId: string, databaseId: string, labels: readonly Label[]): Promise<void> {
  await db
    .deleteFrom('database_labels')
    .where('account_id', '=', accountId)
    .where('database_id', '=', databaseId)
    .execute()
  await insert(db, accountId, databaseId, labels)
}

/** The condition that a database has a label. */
export function hasLabel(accountId: string, { key, values }: LabelCondition): RawBuilder<boolean> {
  if (values?.length === 0) return sql<boolean>`1 = 0`
  const value = values ? sql` and value in (${sql.join(values)})` : sql``
  return sql<boolean>`databases.id in (
    select database_id from database_labels where account_id = ${accountId} and key = ${key}${value})`
}

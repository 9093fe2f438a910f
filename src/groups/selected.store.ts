import { type RawBuilder, sql } from 'kysely'
import type { Definition } from '../policy/definition.ts'
import { reachOfPermission } from '../policy/permissions.ts'
import { scopeSql } from '../policy/scope-sql.ts'
import { type BoundLabel, hasClause, type Selector } from '../policy/selectors.ts'
import type { Sql } from '../store/tables.ts'

/**
 * How many active databases a definition grants something on: for `sameAs`, those that have the label at all. A grant of
 * permissions that are about no database selects none, though it is on the whole account.
 */
export async function countSelected(db: Sql, accountId: string, { grants }: Definition): Promise<number> {
  const onDatabases = grants.filter(({ permissions }) =>
    permissions.some((permission) => reachOfPermission(permission) === 'database'),
  )
  if (onDatabases.length === 0) return 0
  const conditions = onDatabases.map(({ on }) => isSelected(db, accountId, on))
  const { count } = await db
    .selectFrom('databases')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('databases.account_id', '=', accountId)
    .where('databases.deleted_at', 'is', null)
    .where(sql<boolean>`(${sql.join(conditions, sql` or `)})`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

function isSelected(db: Sql, accountId: string, on: Selector): RawBuilder<boolean> {
  if (!('databases' in on)) return scopeSql(db, accountId, [on])
  const { labels = [], ...rest } = on.databases
  const same = labels.filter(({ sameAs }) => sameAs !== undefined)
  if (same.length === 0) return scopeSql(db, accountId, [on.databases as typeof rest])
  const named = labels.filter(({ sameAs }) => sameAs === undefined) as BoundLabel[]
  const bound = { ...rest, ...(named.length > 0 && { labels: named }) }
  const clauses = [
    ...(hasClause(bound) ? [scopeSql(db, accountId, [bound])] : []),
    ...same.map(({ key }) => hasLabel(accountId, key)),
  ]
  return sql<boolean>`(${sql.join(clauses, sql` and `)})`
}

const hasLabel = (accountId: string, key: string): RawBuilder<boolean> =>
  sql`databases.id in (select database_id from database_labels where account_id = ${accountId} and key = ${key})`

import type { SelectQueryBuilder } from 'kysely'
import type { Reach } from '../policy/reach.ts'
import { scopeSql } from '../policy/scope-sql.ts'
import type { Sql } from '../store/tables.ts'

/** Limits a query for `databases` to those within reach. For the whole account, it stays as it is. */
export const withinReach = <Joined, From extends keyof Joined, Row>(
  db: Sql,
  query: SelectQueryBuilder<Joined, From, Row>,
  { accountId, selectors }: Reach,
): SelectQueryBuilder<Joined, From, Row> => (selectors ? query.where(scopeSql(db, accountId, selectors)) : query)

/** The ids of the databases within reach, as a subquery. */
export const idsWithin = (db: Sql, reach: Reach) =>
  db
    .selectFrom('databases')
    .select('databases.id')
    .where('databases.account_id', '=', reach.accountId)
    .$call((query) => withinReach(db, query, reach))

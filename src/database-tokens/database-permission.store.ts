import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { notGone } from '../databases/database.store.ts'
import { idsWithin, withinReach } from '../databases/within-reach.ts'
import type { Window } from '../pages/page.ts'
import { clustersWithin, type Reach } from '../policy/reach.ts'
import { scopeSql } from '../policy/scope-sql.ts'
import { isOneOf } from '../store/conditions.ts'
import { isAfterKey, sqlDirection } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { never } from '../tokens/token.store.ts'
import type { Grant } from './database-token.ts'
import type { DatabasePermission, DatabaseToken } from './database-token.type.ts'

export type TokenPermission = DatabasePermission & { readonly tokenId: string }

/**
 * The permissions of tokens, those of each token in their order. Those on a database that is gone or out of reach are left
 * out; `*` is not.
 */
export async function ofTokens(
  db: Sql,
  reach: Reach,
  tokenIds: readonly string[],
  now: number,
): Promise<TokenPermission[]> {
  const { accountId, selectors } = reach
  const isThere = notGone('databases', now)
  const rows = await db
    .selectFrom('database_token_permissions as permission')
    .leftJoin('databases', (join) =>
      join
        .onRef('databases.account_id', '=', 'permission.account_id')
        .onRef('databases.id', '=', 'permission.database_id'),
    )
    .select(['permission.token_id as tokenId', 'permission.action', 'permission.database_id as databaseId'])
    .where('permission.account_id', '=', accountId)
    .where('permission.token_id', 'in', tokenIds)
    .where((where) =>
      where.or([
        where('permission.database_id', 'is', null),
        selectors ? where.and([isThere, scopeSql(db, accountId, selectors)]) : isThere,
      ]),
    )
    .orderBy('permission.token_id')
    .orderBy('permission.position')
    .execute()
  return rows.map(({ tokenId, action, databaseId }) => ({
    tokenId,
    action,
    databaseId,
    allDatabases: databaseId === null,
  }))
}

/** Which of these tokens reach databases out of reach too, by id, or through `*` where their cluster has others. */
export async function reachingBeyond(
  db: Sql,
  reach: Reach,
  tokenIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const { accountId, selectors } = reach
  if (!selectors) return new Set()
  const isWhole = isOneOf('permission.cluster_id', clustersWithin(reach) ?? [])
  const rows = await db
    .selectFrom('database_token_permissions as permission')
    .leftJoin('databases', (join) =>
      join
        .onRef('databases.account_id', '=', 'permission.account_id')
        .onRef('databases.id', '=', 'permission.database_id'),
    )
    .select('permission.token_id as tokenId')
    .distinct()
    .where('permission.account_id', '=', accountId)
    .where('permission.token_id', 'in', tokenIds)
    .where((where) =>
      where.or([
        where.and([where('permission.database_id', 'is', null), where.not(isWhole)]),
        where.and([
          where('permission.database_id', 'is not', null),
          notGone('databases', now),
          where.not(scopeSql(db, accountId, selectors)),
        ]),
      ]),
    )
    .execute()
  return new Set(rows.map(({ tokenId }) => tokenId))
}

/**
 * The condition that a row of `database_tokens` is visible: it reaches a database within reach, by id or through `*`, or
 * lies on a cluster that is within reach as a whole.
 */
export function isVisible(db: Sql, reach: Reach, now: number): RawBuilder<boolean> {
  const { accountId } = reach
  const databases = idsWithin(db, reach).where(notGone('databases', now))
  const clusters = databases.clearSelect().select('databases.cluster_id')
  return sql<boolean>`(${isOneOf('database_tokens.cluster_id', clustersWithin(reach) ?? [])}
    or database_tokens.id in (
      select granted.token_id from database_token_permissions as granted
      where granted.account_id = ${accountId} and granted.database_id in ${databases}
      union all
      select granted.token_id from database_token_permissions as granted
      where granted.account_id = ${accountId} and granted.database_id is null and granted.cluster_id in ${clusters}))`
}

/** Inserts the permissions of a token, which must have none before. */
export async function insert(
  db: Sql,
  accountId: string,
  { id, clusterId }: Pick<DatabaseToken, 'id' | 'clusterId'>,
  grants: readonly Grant[],
): Promise<void> {
  await insertOfMany(db, accountId, [{ id, clusterId, grants }])
}

/** The permissions of a token that has none yet. */
export interface NewPermissions extends Pick<DatabaseToken, 'id' | 'clusterId'> {
  readonly grants: readonly Grant[]
}

/** How many rows one statement inserts. */
const rowsMax = 500

export async function insertOfMany(db: Sql, accountId: string, tokens: readonly NewPermissions[]): Promise<void> {
  const rows = tokens.flatMap(({ id, clusterId, grants }) =>
    grants.map(({ action, databaseId }, position) => ({
      account_id: accountId,
      token_id: id,
      position,
      cluster_id: clusterId,
      action,
      database_id: databaseId,
    })),
  )
  for (let at = 0; at < rows.length; at += rowsMax) {
    await db
      .insertInto('database_token_permissions')
      .values(rows.slice(at, at + rowsMax))
      .execute()
  }
}

/** Deletes all permissions of a token. */
export async function remove(db: Sql, accountId: string, tokenId: string): Promise<void> {
  await db
    .deleteFrom('database_token_permissions')
    .where('account_id', '=', accountId)
    .where('token_id', '=', tokenId)
    .execute()
}

/** Each pair of a token and one of these databases, as far as they are within reach, that it reaches, once. */
export const reachedOf = (db: Sql, reach: Reach, databaseIds: readonly string[]) =>
  db
    .selectFrom('database_token_permissions as granted')
    .select(['granted.token_id as tokenId', 'granted.database_id as databaseId'])
    .where('granted.account_id', '=', reach.accountId)
    .where('granted.database_id', 'in', databaseIds)
    .$if(reach.selectors !== undefined, (query) => query.where('granted.database_id', 'in', idsWithin(db, reach)))
    .union(
      db
        .selectFrom('database_token_permissions as granted')
        .innerJoin('databases', (join) =>
          join
            .onRef('databases.account_id', '=', 'granted.account_id')
            .onRef('databases.cluster_id', '=', 'granted.cluster_id'),
        )
        .select(['granted.token_id as tokenId', 'databases.id as databaseId'])
        .where('granted.account_id', '=', reach.accountId)
        .where('granted.database_id', 'is', null)
        .where('databases.id', 'in', databaseIds)
        .$call((query) => withinReach(db, query, reach)),
    )

/**
 * The condition that the token of the outer query reaches one of these databases, by id or through `*`. A database that
 * is gone or out of reach does not count.
 */
export function reachesAny(
  { exists, selectFrom }: ExpressionBuilder<Tables, 'database_tokens'>,
  db: Sql,
  reach: Reach,
  databaseIds: readonly string[],
  now: number,
) {
  if (databaseIds.length === 0) return never
  return exists(
    selectFrom('databases as reached')
      .innerJoin('database_token_permissions as granted', (join) =>
        join
          .onRef('granted.account_id', '=', 'reached.account_id')
          .onRef('granted.cluster_id', '=', 'reached.cluster_id')
          .on(({ or, eb, ref }) =>
            or([eb('granted.database_id', 'is', null), eb('granted.database_id', '=', ref('reached.id'))]),
          ),
      )
      .select('reached.id')
      .whereRef('reached.account_id', '=', 'database_tokens.account_id')
      .whereRef('granted.token_id', '=', 'database_tokens.id')
      .where('reached.id', 'in', databaseIds)
      .where(notGone('reached', now))
      .$if(reach.selectors !== undefined, (query) => query.where('reached.id', 'in', idsWithin(db, reach))),
  )
}

/**
 * The ids of the tokens on one page of a database's list, and of one more token, which tells whether another page
 * follows. A subquery: the outer query names the database `reached`. It reads permissions, whose two indexes are in the
 * order of the list, so it reads no more rows than the page needs. `met` is an optional condition on the token of a
 * permission (`granted`); without it, the table of tokens is not read.
 */
export function pageOfReached<Row>(db: Sql, window: Window<Row>, met: Expression<SqlBool> | undefined) {
  const direction = sqlDirection(window)
  const afterKey = isAfterKey({
    ...window,
    order: { ...window.order, columns: ['granted.token_created_at', 'granted.token_id'] },
  })
  const granted = (reaches: RawBuilder<boolean>) => {
    const query = db
      .selectFrom('database_token_permissions as granted')
      .distinct()
      .select(['granted.token_created_at as createdAt', 'granted.token_id as tokenId'])
      .where(sql<boolean>`granted.account_id = reached.account_id and ${reaches}`)
      .$if(met !== undefined, (query) => query.where(met as Expression<SqlBool>))
      .$if(afterKey !== undefined, (query) => query.where(afterKey as RawBuilder<boolean>))
      .orderBy('granted.token_created_at', direction)
      .orderBy('granted.token_id', direction)
      .limit(window.size + 1)
    return db.selectFrom(query.as('granted')).selectAll()
  }
  const byId = granted(sql`granted.database_id = reached.id`)
  // A subquery for the cluster, because SQLite finds the databases of the outer query by their ids only when it needs
  // no other column of them.
  const byCluster = granted(sql`granted.database_id is null and granted.cluster_id = (
    select databases.cluster_id from databases
    where databases.account_id = reached.account_id and databases.id = reached.id)`)
  const reaching = byId
    .union(byCluster)
    .orderBy('createdAt', direction)
    .orderBy('tokenId', direction)
    .limit(window.size + 1)
  return db.selectFrom(reaching.as('reaching')).select('reaching.tokenId')
}

import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { idsWithin } from '../databases/within-reach.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import type { Reach } from '../policy/reach.ts'
import { columnsFor, type Fields, selected } from '../store/columns.ts'
import { isAmong } from '../store/conditions.ts'
import { runLongRead } from '../store/long-read.ts'
import { countRows, readLongSlice, readSlice, readSlices, slicesOf, sqlDirection } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { meets, statusAt } from '../tokens/token.store.ts'
import { isQuick, metByAll, type TokenListFilter } from '../tokens/token.ts'
import type { TokenKey } from '../tokens/token-order.ts'
import { fold } from '../values/text.ts'
import * as permissionStore from './database-permission.store.ts'
import type { DatabaseToken, TokenOrigin } from './database-token.type.ts'

const tokenColumns = {
  id: 'id',
  clusterId: 'cluster_id',
  description: 'description',
  prefix: 'prefix',
  origin: 'origin',
  createdAt: 'created_at',
  createdById: 'created_by',
  expiresAt: 'expires_at',
  lastUsedAt: 'last_used_at',
  revokedAt: 'revoked_at',
  revokedById: 'revoked_by',
  rotatedFromId: 'rotated_from',
  replacedById: 'replaced_by',
  version: 'version',
} as const

const servedFields = {
  clusterId: 'cluster',
  prefix: 'prefix',
  origin: 'origin',
  createdById: 'createdBy',
  revokedAt: 'revokedAt',
  revokedById: 'revokedBy',
  rotatedFromId: 'rotatedFrom',
  replacedById: 'replacedBy',
  version: 'version',
} as const

const columns = (now: number, fields?: Fields) => [
  ...selected('database_tokens', columnsFor(tokenColumns, servedFields, fields)),
  statusAt('database_tokens', now).as('status'),
]

/** The tokens that reach a database within reach, and those of whole clusters within reach. */
export const within = (db: Sql, reach: Reach, now: number, fields?: Fields) =>
  db
    .selectFrom('database_tokens')
    .select(columns(now, fields))
    .where('database_tokens.account_id', '=', reach.accountId)
    .$if(reach.selectors !== undefined, (query) => query.where(permissionStore.isVisible(db, reach, now)))

/** Undefined when there is no such token within reach. */
export const find = (db: Sql, reach: Reach, id: string, now: number): Promise<DatabaseToken | undefined> =>
  within(db, reach, now).where('database_tokens.id', '=', id).executeTakeFirst()

/** The tokens with these ids, in any order; those out of reach are left out. */
export const findMany = (db: Sql, reach: Reach, ids: readonly string[], now: number): Promise<DatabaseToken[]> =>
  within(db, reach, now).where('database_tokens.id', 'in', ids).execute()

/** One page of the tokens within reach, or of those of one cluster. */
export const page = (
  db: Sql,
  reach: Reach,
  clusterId: string | undefined,
  filter: TokenListFilter,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<DatabaseToken>> => {
  const query = listed(db, reach, clusterId, filter, fields)
  return isQuick(filter) && reach.selectors === undefined
    ? readSlice(query, window)
    : readLongSlice(db, query, window, deadline)
}

export const count = (
  db: Sql,
  reach: Reach,
  clusterId: string | undefined,
  filter: TokenListFilter,
  deadline: Deadline | undefined,
) => countRows(db, listed(db, reach, clusterId, filter), deadline)

/** The same page of each cluster's tokens, in the order of the clusters. */
export const pagesOfClusters = (
  db: Sql,
  reach: Reach,
  clusterIds: readonly string[],
  filter: TokenListFilter,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<DatabaseToken>[]> => {
  const query = listed(db, reach, undefined, filter, fields).select('database_tokens.cluster_id as parentId')
  return readSlices(db, query, 'database_tokens.cluster_id', clusterIds, window, deadline)
}

/** The number of tokens for each cluster id; a cluster without any has no entry. */
export const countOfClusters = (
  db: Sql,
  reach: Reach,
  clusterIds: readonly string[],
  filter: TokenListFilter,
  deadline: Deadline | undefined,
) =>
  countEach(
    db,
    listed(db, reach, undefined, filter).where('database_tokens.cluster_id', 'in', clusterIds),
    'database_tokens.cluster_id',
    deadline,
  )

type Reaching = DatabaseToken & { readonly parentId: string }

/** The same page of the tokens that reach each database, in their order; empty for a database that is out of reach. */
export async function pagesOfDatabases(
  db: Sql,
  reach: Reach,
  parentIds: readonly string[],
  filter: TokenListFilter,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<DatabaseToken>[]> {
  const { conditions, now, order } = filter
  if (order.field !== 'CREATED_AT') {
    const query = reaching(db, reach, parentIds, filter, fields)
      .select('reached.databaseId as parentId')
      .$castTo<Reaching>()
    return readSlices(db, query, 'reached.databaseId', parentIds, window, deadline)
  }
  const direction = sqlDirection(window)
  // A subquery instead of a join, so that any planner reads the permissions in the order of the list.
  const granted = db
    .selectFrom('database_tokens')
    .select((select) => select.and(conditionsOf(select, db, reach, filter)).as('met'))
    .where(sql<boolean>`database_tokens.account_id = granted.account_id and database_tokens.id = granted.token_id`)
  const ids = permissionStore.pageOfReached(db, window, metByAll(conditions) ? undefined : granted.$asScalar())
  const pages = db
    .selectFrom('databases as reached')
    .crossJoin('database_tokens')
    .select([...columns(now, fields), 'reached.id as parentId'])
    .where('reached.account_id', '=', reach.accountId)
    .where('reached.id', 'in', parentIds)
    .$if(reach.selectors !== undefined, (query) => query.where('reached.id', 'in', idsWithin(db, reach)))
    .whereRef('database_tokens.account_id', '=', 'reached.account_id')
    .where(isAmong(db, 'database_tokens.id', ids))
    .orderBy('database_tokens.created_at', direction)
    .orderBy('database_tokens.id', direction)
  const rows = isQuick(filter) ? await pages.execute() : await runLongRead(db, pages, deadline)
  return slicesOf(parentIds, rows, window as Window<(typeof rows)[number]>)
}

/** The number of tokens that reach each database, by its id; a database that none reaches has no entry. */
export const countOfDatabases = (
  db: Sql,
  reach: Reach,
  databaseIds: readonly string[],
  filter: TokenListFilter,
  deadline: Deadline | undefined,
) => countEach(db, reaching(db, reach, databaseIds, filter), 'reached.databaseId', deadline)

function listed(db: Sql, reach: Reach, clusterId: string | undefined, filter: TokenListFilter, fields?: Fields) {
  const query = within(db, reach, filter.now, fields).where((where) =>
    where.and(conditionsOf(where, db, reach, filter)),
  )
  return clusterId === undefined ? query : query.where('database_tokens.cluster_id', '=', clusterId)
}

function conditionsOf(
  where: ExpressionBuilder<Tables, 'database_tokens'>,
  db: Sql,
  reach: Reach,
  filter: TokenListFilter,
): Expression<SqlBool>[] {
  const { databaseIds } = filter.conditions
  const met = meets('database_tokens', filter)
  return databaseIds === undefined
    ? [met]
    : [met, permissionStore.reachesAny(where, db, reach, databaseIds, filter.now)]
}

/** The tokens that match a filter, once for each of these databases that they reach, by id or through `*`. */
const reaching = (db: Sql, reach: Reach, databaseIds: readonly string[], filter: TokenListFilter, fields?: Fields) =>
  listed(db, reach, undefined, filter, fields).innerJoin(
    permissionStore.reachedOf(db, reach, databaseIds).as('reached'),
    (join) => join.onRef('reached.tokenId', '=', 'database_tokens.id'),
  )

async function countEach<Joined extends Tables, From extends keyof Joined, Row>(
  db: Sql,
  query: SelectQueryBuilder<Joined, From, Row>,
  column: 'database_tokens.cluster_id' | 'reached.databaseId',
  deadline: Deadline | undefined,
): Promise<ReadonlyMap<string, number>> {
  const counts = query
    .clearSelect()
    .select([sql<string>`${sql.ref(column)}`.as('parentId'), sql<number>`count(*)`.as('count')])
    .groupBy(sql.ref(column))
    .$castTo<{ parentId: string; count: number }>()
  const rows = await runLongRead(db, counts, deadline)
  return new Map(rows.map(({ parentId, count }) => [parentId, count]))
}

/** The facts of a new token. */
export interface NewDatabaseToken {
  readonly id: string
  readonly clusterId: string
  readonly description: string
  readonly prefix: string
  readonly secretHash: string
  readonly createdAt: number
  readonly createdById: string
  readonly expiresAt: number | null
  /** The token that it replaces, and the first token of its line: those that replaced one another up to it. */
  readonly rotatedFromId: string | null
  readonly lineId: string | null
  /** MANAGED when absent. */
  readonly origin?: TokenOrigin
}

export function insert(db: Sql, accountId: string, token: NewDatabaseToken): Promise<DatabaseToken> {
  return db
    .insertInto('database_tokens')
    .values({
      account_id: accountId,
      id: token.id,
      cluster_id: token.clusterId,
      description: token.description,
      folded_description: fold(token.description),
      prefix: token.prefix,
      secret_hash: token.secretHash,
      created_at: token.createdAt,
      created_by: token.createdById,
      expires_at: token.expiresAt,
      life_milliseconds: token.expiresAt === null ? null : token.expiresAt - token.createdAt,
      rotated_from: token.rotatedFromId,
      line_id: token.lineId,
      ...(token.origin && { origin: token.origin }),
      version: 1,
    })
    .returning(columns(token.createdAt))
    .executeTakeFirstOrThrow()
}

/** The columns of a token that can change; absent ones stay as they are. */
export interface DatabaseTokenPatch {
  readonly description?: string
  readonly expiresAt?: number | null
  readonly replacedById?: string
}

/** Changes the given columns and increments the version, even when none is given. */
export function update(
  db: Sql,
  accountId: string,
  id: string,
  { description, expiresAt, replacedById }: DatabaseTokenPatch,
  now: number,
): Promise<DatabaseToken> {
  return db
    .updateTable('database_tokens')
    .set((set) => ({
      ...(description !== undefined && { description, folded_description: fold(description) }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(replacedById !== undefined && { replaced_by: replacedById }),
      version: set('version', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning(columns(now))
    .executeTakeFirstOrThrow()
}

/** Stores the secret that a cluster has made for a token; undefined when there is no such token, or it is revoked. */
export function setSecret(
  db: Sql,
  accountId: string,
  id: string,
  { prefix, secretHash }: Pick<NewDatabaseToken, 'prefix' | 'secretHash'>,
  now: number,
): Promise<DatabaseToken | undefined> {
  return db
    .updateTable('database_tokens')
    .set({ prefix, secret_hash: secretHash })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(columns(now))
    .executeTakeFirst()
}

/**
 * Revokes a token; undefined when there is no such token, or it is revoked already. `by` is null where the gateway does
 * it by itself.
 */
export function revoke(
  db: Sql,
  accountId: string,
  id: string,
  at: number,
  by: string | null,
): Promise<DatabaseToken | undefined> {
  return db
    .updateTable('database_tokens')
    .set((set) => ({ revoked_at: at, revoked_by: by, version: set('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(columns(at))
    .executeTakeFirst()
}

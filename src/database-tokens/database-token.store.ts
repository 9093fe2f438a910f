import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { readAside } from '../store/aside.ts'
import { isAmong } from '../store/conditions.ts'
import { countRows, readSlice, readSliceAside, readSlices, slicesOf, sqlDirection } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { meets, statusAt } from '../tokens/token.store.ts'
import { acceptedStatuses, isQuick, metByAll, type TokenSelection } from '../tokens/token.ts'
import type { TokenKey } from '../tokens/token-order.ts'
import { fold } from '../values/text.ts'
import * as permissionStore from './database-permission.store.ts'
import type { DatabaseToken } from './database-token.type.ts'

const columns = (now: number) =>
  [
    'database_tokens.id',
    'database_tokens.cluster_id as clusterId',
    'database_tokens.description',
    'database_tokens.prefix',
    'database_tokens.created_at as createdAt',
    'database_tokens.created_by as createdById',
    'database_tokens.expires_at as expiresAt',
    'database_tokens.last_used_at as lastUsedAt',
    'database_tokens.revoked_at as revokedAt',
    'database_tokens.revoked_by as revokedById',
    'database_tokens.rotated_from as rotatedFromId',
    'database_tokens.replaced_by as replacedById',
    'database_tokens.version',
    statusAt('database_tokens', now).as('status'),
  ] as const

const ofAccount = (db: Sql, accountId: string, now: number) =>
  db.selectFrom('database_tokens').select(columns(now)).where('database_tokens.account_id', '=', accountId)

export const find = (db: Sql, accountId: string, id: string, now: number): Promise<DatabaseToken | undefined> =>
  ofAccount(db, accountId, now).where('database_tokens.id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[], now: number): Promise<DatabaseToken[]> =>
  ofAccount(db, accountId, now).where('database_tokens.id', 'in', ids).execute()

/** One page, of all clusters or of one. */
export const page = (
  db: Sql,
  accountId: string,
  clusterId: string | undefined,
  selection: TokenSelection,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
): Promise<Slice<DatabaseToken>> => {
  const query = listed(db, accountId, clusterId, selection)
  return isQuick(selection) ? readSlice(query, window) : readSliceAside(db, query, window, deadline)
}

export const count = (
  db: Sql,
  accountId: string,
  clusterId: string | undefined,
  selection: TokenSelection,
  deadline: Deadline | undefined,
) => countRows(db, listed(db, accountId, clusterId, selection), deadline)

/** The same page of each cluster's tokens, in the order of the clusters. */
export const pagesOfClusters = (
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
  selection: TokenSelection,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
): Promise<Slice<DatabaseToken>[]> => {
  const query = listed(db, accountId, undefined, selection).select('database_tokens.cluster_id as parentId')
  return readSlices(db, query, 'database_tokens.cluster_id', clusterIds, window, deadline)
}

/** How many tokens each cluster has; a cluster without any is missing. */
export const countOfClusters = (
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
  selection: TokenSelection,
  deadline: Deadline | undefined,
) =>
  countEach(
    db,
    listed(db, accountId, undefined, selection).where('database_tokens.cluster_id', 'in', clusterIds),
    'database_tokens.cluster_id',
    deadline,
  )

type Reaching = DatabaseToken & { readonly parentId: string }

/** The same page of the tokens that reach each database, in the order of the databases. */
export async function pagesOfDatabases(
  db: Sql,
  accountId: string,
  parentIds: readonly string[],
  selection: TokenSelection,
  window: Window<TokenKey>,
  deadline: Deadline | undefined,
): Promise<Slice<DatabaseToken>[]> {
  const { conditions, now, order } = selection
  if (order.field !== 'CREATED_AT') {
    const query = reaching(db, accountId, parentIds, selection)
      .select('reached.databaseId as parentId')
      .$castTo<Reaching>()
    return readSlices(db, query, 'reached.databaseId', parentIds, window, deadline)
  }
  const direction = sqlDirection(window)
  // A subquery and no join, so that the way leads through the order of the permissions, whatever the planner expects.
  const granted = db
    .selectFrom('database_tokens')
    .select((select) => select.and(conditionsOf(select, selection)).as('met'))
    .where(sql<boolean>`database_tokens.account_id = granted.account_id and database_tokens.id = granted.token_id`)
  const ids = permissionStore.pageOfReached(db, window, metByAll(conditions) ? undefined : granted.$asScalar())
  const pages = db
    .selectFrom('databases as reached')
    .crossJoin('database_tokens')
    .select([...columns(now), 'reached.id as parentId'])
    .where('reached.account_id', '=', accountId)
    .where('reached.id', 'in', parentIds)
    .whereRef('database_tokens.account_id', '=', 'reached.account_id')
    .where(isAmong(db, 'database_tokens.id', ids))
    .orderBy('database_tokens.created_at', direction)
    .orderBy('database_tokens.id', direction)
  const rows = isQuick(selection) ? await pages.execute() : await readAside(db, pages, deadline)
  return slicesOf(parentIds, rows, window as Window<(typeof rows)[number]>)
}

/** How many tokens reach each database; a database that none reaches is missing. */
export const countOfDatabases = (
  db: Sql,
  accountId: string,
  databaseIds: readonly string[],
  selection: TokenSelection,
  deadline: Deadline | undefined,
) => countEach(db, reaching(db, accountId, databaseIds, selection), 'reached.databaseId', deadline)

function listed(db: Sql, accountId: string, clusterId: string | undefined, selection: TokenSelection) {
  const query = ofAccount(db, accountId, selection.now).where((where) => where.and(conditionsOf(where, selection)))
  return clusterId === undefined ? query : query.where('database_tokens.cluster_id', '=', clusterId)
}

function conditionsOf(
  where: ExpressionBuilder<Tables, 'database_tokens'>,
  selection: TokenSelection,
): Expression<SqlBool>[] {
  const { databaseIds } = selection.conditions
  const met = meets('database_tokens', selection)
  return databaseIds === undefined ? [met] : [met, permissionStore.reachesAny(where, databaseIds, selection.now)]
}

/** Tokens, once for each of the databases that they reach by id or through `*`. */
const reaching = (db: Sql, accountId: string, databaseIds: readonly string[], selection: TokenSelection) =>
  listed(db, accountId, undefined, selection).innerJoin(
    permissionStore.reachOf(db, accountId, databaseIds).as('reached'),
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
  const rows = await readAside(db, counts, deadline)
  return new Map(rows.map(({ parentId, count }) => [parentId, count]))
}

/** What a new token is made of. */
export interface NewDatabaseToken {
  readonly id: string
  readonly clusterId: string
  readonly description: string
  readonly prefix: string
  readonly secretHash: string
  readonly createdAt: number
  readonly createdById: string
  readonly expiresAt: number | null
  /** The token that it replaces, and the first of those that replaced one another up to it. */
  readonly rotatedFromId: string | null
  readonly lineId: string | null
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
      version: 1,
    })
    .returning(columns(token.createdAt))
    .executeTakeFirstOrThrow()
}

/** What a rotation must know of a token beside what is shown of it. */
export interface Lineage {
  /** For how long it was made to live; null is for ever. */
  readonly lifeMilliseconds: number | null
  /** The first of the tokens that replaced one another up to it: itself where it replaced none. */
  readonly lineId: string
}

export const lineageOf = (db: Sql, accountId: string, id: string): Promise<Lineage> =>
  db
    .selectFrom('database_tokens')
    .select((select) => ['life_milliseconds as lifeMilliseconds', select.fn.coalesce('line_id', 'id').as('lineId')])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** Another token of a line that is accepted, the newest of them; undefined when there is none. */
export const acceptedOfLine = (
  db: Sql,
  accountId: string,
  lineId: string,
  exceptId: string,
  now: number,
): Promise<DatabaseToken | undefined> =>
  ofAccount(db, accountId, now)
    .where((where) => where.or([where('line_id', '=', lineId), where('database_tokens.id', '=', lineId)]))
    .where('database_tokens.id', '<>', exceptId)
    .where(statusAt('database_tokens', now), 'in', acceptedStatuses)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What can change about a token; what is absent stays. */
export interface DatabaseTokenPatch {
  readonly description?: string
  readonly expiresAt?: number | null
  readonly replacedById?: string
}

/** Changes what is given, and counts the version up, also when nothing is. */
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

/** Revokes a token that nobody has revoked before; undefined when there is none. */
export function revoke(
  db: Sql,
  accountId: string,
  id: string,
  at: number,
  by: string,
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

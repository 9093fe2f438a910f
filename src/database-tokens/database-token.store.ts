import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { notGone } from '../databases/database.store.ts'
import type { Slice, Window } from '../pages/page.ts'
import { countRows, from, readSlice, readSlices, slicesOf, sqlDirection } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { meets, never, statusAt } from '../tokens/token.store.ts'
import type { TokenConditions } from '../tokens/token.ts'
import { fold } from '../values/text.ts'
import type { Grant } from './database-token.ts'
import type { DatabasePermission, DatabaseToken } from './database-token.type.ts'

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
    'database_tokens.version',
    statusAt('database_tokens', now).as('status'),
  ] as const

const ofAccount = (db: Sql, accountId: string, now: number) =>
  db.selectFrom('database_tokens').select(columns(now)).where('database_tokens.account_id', '=', accountId)

export const find = (db: Sql, accountId: string, id: string, now: number): Promise<DatabaseToken | undefined> =>
  ofAccount(db, accountId, now).where('database_tokens.id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[], now: number): Promise<DatabaseToken[]> =>
  ofAccount(db, accountId, now).where('database_tokens.id', 'in', ids).execute()

/** Which tokens a list is about, as of a moment. */
export interface Selection {
  readonly conditions: TokenConditions
  readonly now: number
}

/** What lists of tokens are ordered by. */
export type DatabaseTokenKey = Pick<DatabaseToken, 'id' | 'createdAt'>

/** One page, of all clusters or of one. */
export const page = (
  db: Sql,
  accountId: string,
  clusterId: string | undefined,
  selection: Selection,
  window: Window<DatabaseTokenKey>,
): Promise<Slice<DatabaseToken>> => readSlice(listed(db, accountId, clusterId, selection), window)

export const count = (db: Sql, accountId: string, clusterId: string | undefined, selection: Selection) =>
  countRows(listed(db, accountId, clusterId, selection))

/** The same page of each cluster's tokens, in the order of the clusters. */
export const pagesOfClusters = (
  db: Sql,
  accountId: string,
  clusterIds: readonly string[],
  selection: Selection,
  window: Window<DatabaseTokenKey>,
): Promise<Slice<DatabaseToken>[]> => {
  const query = listed(db, accountId, undefined, selection).select('database_tokens.cluster_id as parentId')
  return readSlices(db, query, 'database_tokens.cluster_id', clusterIds, window)
}

/** How many tokens each cluster has; a cluster without any is missing. */
export const countOfClusters = (db: Sql, accountId: string, clusterIds: readonly string[], selection: Selection) =>
  countEach(
    listed(db, accountId, undefined, selection).where('database_tokens.cluster_id', 'in', clusterIds),
    'database_tokens.cluster_id',
  )

/** The same page of the tokens that reach each database, in the order of the databases. */
export async function pagesOfDatabases(
  db: Sql,
  accountId: string,
  parentIds: readonly string[],
  { conditions, now }: Selection,
  window: Window<DatabaseTokenKey>,
): Promise<Slice<DatabaseToken>[]> {
  const { databaseIds } = conditions
  const direction = sqlDirection(window)
  const granted = () =>
    db
      .selectFrom('database_token_permissions as granted')
      .crossJoin('database_tokens')
      .select(['database_tokens.created_at as createdAt', 'database_tokens.id as tokenId'])
      .where(sql<boolean>`granted.account_id = reached.account_id`)
      .whereRef('database_tokens.account_id', '=', 'granted.account_id')
      .whereRef('database_tokens.id', '=', 'granted.token_id')
      .where(meets('database_tokens', conditions, now))
      .$if(databaseIds !== undefined, (query) =>
        query.where((where) => reachesAny(where, databaseIds as string[], now)),
      )
      .$call((query) => from(query as never, window as never) as typeof query)
  const byId = granted().where(sql<boolean>`granted.database_id = reached.id`)
  const byCluster = granted()
    .where('granted.database_id', 'is', null)
    .where(sql<boolean>`granted.cluster_id = reached.cluster_id`)
  // Cross joins, so that the way leads from each database to its own few tokens, whatever the planner expects.
  const rows = await db
    .selectFrom('databases as reached')
    .crossJoin('database_tokens')
    .select([...columns(now), 'reached.id as parentId'])
    .where('reached.account_id', '=', accountId)
    .where('reached.id', 'in', parentIds)
    .whereRef('database_tokens.account_id', '=', 'reached.account_id')
    .where('database_tokens.id', 'in', ({ selectFrom }) =>
      selectFrom(byId.union(byCluster).as('candidates'))
        .select('candidates.tokenId')
        .orderBy('candidates.createdAt', direction)
        .orderBy('candidates.tokenId', direction)
        .limit(window.size + 1),
    )
    .orderBy('database_tokens.created_at', direction)
    .orderBy('database_tokens.id', direction)
    .execute()
  return slicesOf(parentIds, rows, window as Window<(typeof rows)[number]>)
}

/** How many tokens reach each database; a database that none reaches is missing. */
export const countOfDatabases = (db: Sql, accountId: string, databaseIds: readonly string[], selection: Selection) =>
  countEach(reaching(db, accountId, databaseIds, selection), 'reached.databaseId')

function listed(db: Sql, accountId: string, clusterId: string | undefined, { conditions, now }: Selection) {
  let query = ofAccount(db, accountId, now).where(meets('database_tokens', conditions, now))
  if (clusterId !== undefined) query = query.where('database_tokens.cluster_id', '=', clusterId)
  const { databaseIds } = conditions
  return databaseIds === undefined ? query : query.where((where) => reachesAny(where, databaseIds, now))
}

/** Tokens, once for each of the databases that they reach by id or through `*`. */
const reaching = (db: Sql, accountId: string, databaseIds: readonly string[], selection: Selection) =>
  listed(db, accountId, undefined, selection).innerJoin(
    (from) =>
      from
        .selectFrom('database_token_permissions as granted')
        .select(['granted.token_id as tokenId', 'granted.database_id as databaseId'])
        .where('granted.account_id', '=', accountId)
        .where('granted.database_id', 'in', databaseIds)
        .union(
          from
            .selectFrom('database_token_permissions as granted')
            .innerJoin('databases', (join) =>
              join
                .onRef('databases.account_id', '=', 'granted.account_id')
                .onRef('databases.cluster_id', '=', 'granted.cluster_id'),
            )
            .select(['granted.token_id as tokenId', 'databases.id as databaseId'])
            .where('granted.account_id', '=', accountId)
            .where('granted.database_id', 'is', null)
            .where('databases.id', 'in', databaseIds),
        )
        .as('reached'),
    (join) => join.onRef('reached.tokenId', '=', 'database_tokens.id'),
  )

async function countEach<Joined extends Tables, From extends keyof Joined, Row>(
  query: SelectQueryBuilder<Joined, From, Row>,
  column: 'database_tokens.cluster_id' | 'reached.databaseId',
): Promise<ReadonlyMap<string, number>> {
  const rows = await query
    .clearSelect()
    .select([sql<string>`${sql.ref(column)}`.as('parentId'), sql<number>`count(*)`.as('count')])
    .groupBy(sql.ref(column))
    .$castTo<{ parentId: string; count: number }>()
    .execute()
  return new Map(rows.map(({ parentId, count }) => [parentId, count]))
}

function reachesAny(
  { exists, selectFrom }: ExpressionBuilder<Tables, 'database_tokens'>,
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
      .where(notGone('reached', now)),
  )
}

export type TokenPermission = DatabasePermission & { readonly tokenId: string }

/** What tokens may do, each in its own order. A database that is gone takes what was granted on it along. */
export async function permissionsOf(
  db: Sql,
  accountId: string,
  tokenIds: readonly string[],
  now: number,
): Promise<TokenPermission[]> {
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
    .where((where) => where.or([where('permission.database_id', 'is', null), notGone('databases', now)]))
    .orderBy('permission.token_id')
    .orderBy('permission.position')
    .execute()
  return rows.map((row) => ({ ...row, allDatabases: row.databaseId === null }))
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
      version: 1,
    })
    .returning(columns(token.createdAt))
    .executeTakeFirstOrThrow()
}

/** Gives a token these permissions; it must have none. */
export async function insertPermissions(
  db: Sql,
  accountId: string,
  { id, clusterId }: Pick<DatabaseToken, 'id' | 'clusterId'>,
  grants: readonly Grant[],
): Promise<void> {
  if (grants.length === 0) return
  const rows = grants.map(({ action, databaseId }, position) => ({
    account_id: accountId,
    token_id: id,
    position,
    cluster_id: clusterId,
    action,
    database_id: databaseId,
  }))
  await db.insertInto('database_token_permissions').values(rows).execute()
}

export async function deletePermissions(db: Sql, accountId: string, id: string): Promise<void> {
  await db
    .deleteFrom('database_token_permissions')
    .where('account_id', '=', accountId)
    .where('token_id', '=', id)
    .execute()
}

/** What can change about a token; what is absent stays. */
export interface DatabaseTokenPatch {
  readonly description?: string
  readonly expiresAt?: number | null
}

/** Changes what is given, and counts the version up, also when nothing is. */
export function update(
  db: Sql,
  accountId: string,
  id: string,
  { description, expiresAt }: DatabaseTokenPatch,
  now: number,
): Promise<DatabaseToken> {
  return db
    .updateTable('database_tokens')
    .set((set) => ({
      ...(description !== undefined && { description, folded_description: fold(description) }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
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

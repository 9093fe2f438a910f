import { type Expression, type SqlBool, sql } from 'kysely'
import type { Sql } from '../../store/tables.ts'
import { enqueueEach } from '../../tasks/task.store.ts'
import { type Wish, wantedAgain, workTask } from './work.store.ts'

/** A database that tokens may reach. */
export interface ReachedDatabase {
  readonly id: string
  readonly clusterId: string
}

/** The condition that a row of work belongs to a token that reaches a database, by its id or through `*`. */
const reaches = ({ id, clusterId }: ReachedDatabase): Expression<SqlBool> =>
  sql<SqlBool>`cluster_work.kind = 'DATABASE_TOKEN' and cluster_work.cluster_id = ${clusterId} and cluster_work.id in (
    select permission.token_id from database_token_permissions as permission
    where permission.account_id = cluster_work.account_id
      and (permission.database_id = ${id} or (permission.database_id is null and permission.cluster_id = ${clusterId})))`

/** Marks that the cluster has to be told what all tokens of a database may do with it now, and queues the tasks. */
export async function wantTokensOf(db: Sql, accountId: string, database: ReachedDatabase, wish: Wish): Promise<void> {
  const tokens = db
    .selectFrom('cluster_work')
    .select('cluster_work.id')
    .where('cluster_work.account_id', '=', accountId)
    .where(reaches(database))
  await enqueueEach(db, accountId, workTask, tokens, wish.at)
  await db
    .updateTable('cluster_work')
    .set(wantedAgain(wish))
    .where('cluster_work.account_id', '=', accountId)
    .where(reaches(database))
    .execute()
}

const tokensOf = (db: Sql, accountId: string, database: ReachedDatabase) =>
  db.selectFrom('cluster_work').where('cluster_work.account_id', '=', accountId).where(reaches(database))

export async function hasTokens(db: Sql, accountId: string, database: ReachedDatabase): Promise<boolean> {
  return (await tokensOf(db, accountId, database).select('cluster_work.id').limit(1).executeTakeFirst()) !== undefined
}

/** Whether the cluster has yet to be told what some token of a database may do with it. */
export async function hasPendingTokens(db: Sql, accountId: string, database: ReachedDatabase): Promise<boolean> {
  const row = await tokensOf(db, accountId, database)
    .select('cluster_work.id')
    .where('cluster_work.state', 'in', ['PENDING', 'CREATING'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** When the cluster was last told what some token of a database may do; 0 when there is none. */
export async function tokensAppliedAt(db: Sql, accountId: string, database: ReachedDatabase): Promise<number> {
  const row = await tokensOf(db, accountId, database)
    .select(({ fn }) => fn.max('cluster_work.applied_at').as('at'))
    .executeTakeFirst()
  return Number(row?.at ?? 0)
}

/**
 * Whether any of these objects, or any token that reaches one of these databases, has yet to reach its cluster, and is to
 * be tried again before `end`.
 */
export async function isUnderWay(db: Sql, accountId: string, ids: readonly string[], end: number): Promise<boolean> {
  const reaching = db
    .selectFrom('database_token_permissions as permission')
    .innerJoin('databases', (join) =>
      join
        .onRef('databases.account_id', '=', 'permission.account_id')
        .onRef('databases.cluster_id', '=', 'permission.cluster_id'),
    )
    .select('permission.token_id')
    .where('permission.account_id', '=', accountId)
    .where('databases.id', 'in', ids)
    .where((where) =>
      where.or([
        where('permission.database_id', 'is', null),
        where('permission.database_id', '=', where.ref('databases.id')),
      ]),
    )
  const row = await db
    .selectFrom('cluster_work')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'PENDING')
    .where('next_attempt_at', '<=', end)
    .where((where) => where.or([where('id', 'in', ids), where('id', 'in', reaching)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

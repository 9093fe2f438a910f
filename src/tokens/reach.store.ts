import { sql } from 'kysely'
import type { ReachingTokens } from '../changes/impact.ts'
import type { ReachedDatabase } from '../clusters/work/reaching-tokens.store.ts'
import type { Sql } from '../store/tables.ts'
import { statusAt } from './token.store.ts'
import { acceptedStatuses } from './token.ts'

/** How many of the reaching tokens are told one by one. */
const tokensMax = 20

/** The accepted tokens that reach a database, by its id or through `*`, in two statements however many there are. */
export async function reachOf(
  db: Sql,
  accountId: string,
  database: ReachedDatabase,
  now: number,
): Promise<ReachingTokens> {
  const { clusterId } = database
  const reaching = db
    .selectFrom('database_tokens')
    .where('database_tokens.account_id', '=', accountId)
    .where('database_tokens.cluster_id', '=', clusterId)
    .where(statusAt('database_tokens', now), 'in', acceptedStatuses)
    .where('database_tokens.id', 'in', granted(db, accountId, database))
  const isWriter = sql<number>`case when database_tokens.id in ${granted(db, accountId, database).where('permission.action', '=', 'WRITE')} then 1 else 0 end`
  const { count, lastUsedAt, isReported, ...writers } = await reaching
    .select(({ fn }) => [fn.countAll().as('count'), fn.max('database_tokens.last_used_at').as('lastUsedAt')])
    .select([
      sql<number>`coalesce(sum(${isWriter}), 0)`.as('writersCount'),
      sql<number | null>`max(case when ${isWriter} = 1 then database_tokens.last_used_at end)`.as('writersLastUsedAt'),
    ])
    .select(
      sql<number>`case when exists (
        select 1 from cluster_proxy_secrets as proxies
        where proxies.account_id = ${accountId} and proxies.cluster_id = ${clusterId}
        and proxies.last_used_at is not null) then 1 else 0 end`.as('isReported'),
    )
    .executeTakeFirstOrThrow()
  const tokens = await reaching
    .select(['database_tokens.id', 'database_tokens.description', 'database_tokens.last_used_at as lastUsedAt'])
    .select(isWriter.as('isWriter'))
    .orderBy(sql`coalesce(database_tokens.last_used_at, 0)`, 'desc')
    .orderBy('database_tokens.id')
    .limit(tokensMax)
    .execute()
  return {
    count: Number(count),
    lastUsedAt,
    isReported: Number(isReported) === 1,
    writers: { count: Number(writers.writersCount), lastUsedAt: writers.writersLastUsedAt },
    tokens: tokens.map((token) => ({ ...token, isWriter: Number(token.isWriter) === 1 })),
  }
}

const granted = (db: Sql, accountId: string, { id, clusterId }: ReachedDatabase) =>
  db
    .selectFrom('database_token_permissions as permission')
    .select('permission.token_id')
    .where('permission.account_id', '=', accountId)
    .where('permission.cluster_id', '=', clusterId)
    .where((where) => where.or([where('permission.database_id', '=', id), where('permission.database_id', 'is', null)]))

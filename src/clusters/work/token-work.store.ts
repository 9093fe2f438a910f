import { sql } from 'kysely'
import type { Sql } from '../../store/tables.ts'
import { enqueueEach } from '../../tasks/task.store.ts'
import { type Wish, wantedAgain, workTask } from './work.store.ts'

const identity = ['account_id', 'cluster_id', 'kind', 'id'] as const
const begun = ['wanted', 'applied', 'state', 'since', 'attempts', 'next_attempt_at', 'request_id'] as const

/**
 * Marks that a cluster has to be told of all its tokens: of those that are accepted, although it may never have heard of
 * them, and of others that it has a credential for.
 */
export async function wantAllTokens(db: Sql, accountId: string, clusterId: string, wish: Wish): Promise<void> {
  const { requestId, at } = wish
  const now = sql<number>`cast(${at} as bigint)`
  const onCluster = db
    .selectFrom('cluster_work')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('external_id', 'is not', null)
  const tokens = db
    .selectFrom('database_tokens')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where((where) =>
      where.or([
        where.and([
          where('revoked_at', 'is', null),
          where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]),
        ]),
        where('id', 'in', onCluster),
      ]),
    )
  await enqueueEach(db, accountId, workTask, tokens.select('id'), at)
  await db
    .insertInto('cluster_work')
    .columns([...identity, ...begun])
    .expression(
      tokens.select((select) => [
        'account_id',
        'cluster_id',
        sql.lit('DATABASE_TOKEN').as('kind'),
        select.ref('id').as('id'),
        sql.lit(1).as('wanted'),
        sql.lit(0).as('applied'),
        sql.lit('PENDING').as('state'),
        now.as('since'),
        sql.lit(0).as('attempts'),
        now.as('next_attempt_at'),
        sql.val(requestId).as('request_id'),
      ]),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(wantedAgain(wish)))
    .execute()
}

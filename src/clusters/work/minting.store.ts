import type { Sql } from '../../store/tables.ts'
import type { Wish, Work, WorkRef } from './work.store.ts'

/** What `wanted` is of a token that its cluster makes at this moment. */
export const wantedFirst = 1

/**
 * Adds the row of a token whose secret the cluster makes: it is under way, and nobody has the secret yet. From now on,
 * what lies on the cluster with its mark is ours.
 */
export async function startMinting(db: Sql, accountId: string, ref: WorkRef, { requestId, at }: Wish): Promise<void> {
  await db
    .insertInto('cluster_work')
    .values({
      account_id: accountId,
      cluster_id: ref.clusterId,
      kind: ref.kind,
      id: ref.id,
      wanted: wantedFirst,
      applied: 0,
      state: 'CREATING',
      since: at,
      create_started_at: at,
      attempts: 0,
      next_attempt_at: at,
      request_id: requestId,
    })
    .execute()
}

/**
 * Notes that the cluster has to forget a token whose secret reached nobody. `externalId` is null when the cluster's
 * answer was not read. False when the gateway no longer manages the cluster.
 */
export async function noteAbandoned(
  db: Sql,
  { accountId, id }: Pick<Work, 'accountId' | 'id'>,
  externalId: string | null,
  { requestId, at }: Wish,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('cluster_work')
    .set((set) => ({
      wanted: set('wanted', '+', 1),
      state: 'PENDING',
      since: at,
      create_started_at: at,
      attempts: 0,
      next_attempt_at: at,
      request_id: requestId,
      ...(externalId !== null && { external_id: externalId }),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

import { sql } from 'kysely'
import type { Sql } from '../../store/tables.ts'
import { type Wish, type Work, type WorkError, type WorkState, wantedAgain } from './work.store.ts'

/** Of a row as it was before its cluster was listed; it is left alone where it has changed since. */
const unchanged = (db: Sql, { accountId, id, wanted, state }: Work) =>
  db
    .updateTable('cluster_work')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('wanted', '=', wanted)
    .where('state', '=', state)

const isDone = ({ numUpdatedRows }: { readonly numUpdatedRows: bigint }): boolean => numUpdatedRows > 0n

/** Notes what the cluster has instead; null where it has an object again as it is here. False when it has changed. */
export async function noteDifferences(db: Sql, work: Work, differences: string | null, at: number): Promise<boolean> {
  const state: WorkState = differences === null ? 'APPLIED' : 'DRIFTED'
  const since = sql<number>`case when state = ${state} then since else cast(${at} as bigint) end`
  const seen = { state, since, differences, ...(differences === null && { applied_at: at }) }
  return isDone(await unchanged(db, work).set(seen).executeTakeFirst())
}

/** Notes that an object is gone from its cluster. False when it has changed. */
export async function noteLoss(db: Sql, work: Work, { code, message }: WorkError, at: number): Promise<boolean> {
  const lost = { state: 'FAILED' as const, since: at, differences: null, next_attempt_at: null }
  return isDone(
    await unchanged(db, work)
      .set({ ...lost, error_code: code, error: message, error_at: at })
      .executeTakeFirst(),
  )
}

/** Wants an object again as it is here. False when it has changed. */
export async function wantUnchanged(db: Sql, work: Work, wish: Wish): Promise<boolean> {
  return isDone(await unchanged(db, work).set(wantedAgain(wish)).executeTakeFirst())
}

/** Takes over what is here as what the cluster has. False when it has changed. */
export async function noteAccepted(db: Sql, work: Work, externalName: string, at: number): Promise<boolean> {
  const accepted = { state: 'APPLIED' as const, since: at, applied_at: at, differences: null }
  return isDone(
    await unchanged(db, work)
      .set({ ...accepted, external_name: externalName })
      .executeTakeFirst(),
  )
}

/** What the cluster had that is not known here. */
export interface Unmanaged {
  readonly databases: number
  readonly credentials: number
}

/** Notes on a link what a comparison has found, unless it was saved anew meanwhile. */
export async function noteChecked(
  db: Sql,
  accountId: string,
  { clusterId, credential }: { readonly clusterId: string; readonly credential: string },
  { databases, credentials }: Unmanaged,
  at: number,
): Promise<void> {
  await db
    .updateTable('cluster_links')
    .set({ drift_checked_at: at, unmanaged_databases: databases, unmanaged_credentials: credentials })
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('credential', '=', credential)
    .execute()
}

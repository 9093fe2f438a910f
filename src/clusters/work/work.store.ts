import { sql } from 'kysely'
import { preparedOne, type Value } from '../../store/statement.ts'
import type { Sql, Tables } from '../../store/tables.ts'
import { enqueueEach } from '../../tasks/task.store.ts'
import type { ClusterErrorCode, Known } from '../drivers/driver.ts'

/** The kind of task that brings an object to its cluster; its id is the object's. */
export const workTask = 'cluster_work'

export type WorkKind = Tables['cluster_work']['kind']
export type WorkState = Tables['cluster_work']['state']

/** An object that belongs to a linked cluster. */
export interface WorkRef {
  readonly clusterId: string
  readonly kind: WorkKind
  readonly id: string
}

export interface WorkError {
  readonly code: ClusterErrorCode
  readonly message: string
}

/** Where an object stands between the gateway and its cluster. */
export interface Work extends WorkRef, Known {
  readonly accountId: string
  /** Grows each time that something else is wanted. */
  readonly wanted: number
  /** What `wanted` was when the cluster last had it all; 0 when it never had. */
  readonly applied: number
  readonly state: WorkState
  /** Once it is set, what lies on the cluster under the name may be ours. */
  readonly createStartedAt: number | null
  /** The secret of a token, sealed, until the cluster has it. */
  readonly secret: string | null
  /** Of an imported token: what it may do on databases that are not managed here, as JSON; null where nothing. */
  readonly foreignGrants: string | null
  /** The request that wanted it last. */
  readonly requestId: string
  readonly errorCode: ClusterErrorCode | null
  /** What the cluster has instead, as JSON; null unless DRIFTED. */
  readonly differences: string | null
}

/** The request for whose sake something is wanted, and when. */
export interface Wish {
  readonly requestId: string
  readonly at: number
}

const columns = [
  'account_id as accountId',
  'cluster_id as clusterId',
  'kind',
  'id',
  'wanted',
  'applied',
  'state',
  'external_id as externalId',
  'external_name as externalName',
  'create_started_at as createStartedAt',
  'secret',
  'foreign_grants as foreignGrants',
  'request_id as requestId',
  'error_code as errorCode',
  'differences',
] as const

const one = preparedOne((db, value: Value<{ accountId: string; id: string }>) =>
  db
    .selectFrom('cluster_work')
    .select(columns)
    .where('account_id', '=', value('accountId'))
    .where('id', '=', value('id')),
)

/** Undefined for an object that no linked cluster has to know of. */
export const find = async (db: Sql, accountId: string, id: string): Promise<Work | undefined> =>
  (await one(db, { accountId, id })) as Work | undefined

export const findMany = async (db: Sql, accountId: string, ids: readonly string[]): Promise<Work[]> =>
  (await db
    .selectFrom('cluster_work')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()) as Work[]

/** All rows of a cluster. */
export const ofCluster = async (db: Sql, accountId: string, clusterId: string): Promise<Work[]> =>
  (await db
    .selectFrom('cluster_work')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .execute()) as Work[]

/** What is set where something else is wanted of objects that have a row already. */
export const wantedAgain = ({ requestId, at }: Wish) => ({
  wanted: sql<number>`cluster_work.wanted + 1`,
  state: sql<WorkState>`case when cluster_work.state = 'CREATING' then 'CREATING' else 'PENDING' end`,
  since: sql<number>`case when cluster_work.state in ('CREATING', 'PENDING') then cluster_work.since else ${at} end`,
  attempts: 0,
  next_attempt_at: at,
  differences: null,
  request_id: requestId,
})

/** Marks that the cluster has to be told of an object, or of what has changed about it. `secret` is sealed. */
export async function want(
  db: Sql,
  accountId: string,
  { clusterId, kind, id }: WorkRef,
  wish: Wish,
  secret: string | null = null,
): Promise<void> {
  const row = { account_id: accountId, cluster_id: clusterId, kind, id, secret, request_id: wish.requestId }
  await db
    .insertInto('cluster_work')
    .values({ ...row, wanted: 1, applied: 0, state: 'PENDING', since: wish.at, attempts: 0, next_attempt_at: wish.at })
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(wantedAgain(wish)))
    .execute()
}

/** Whether another database of the cluster, which is being deleted or renamed, has this name there until then. */
export async function isNameLeaving(db: Sql, { accountId, clusterId, id }: Work, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('cluster_work')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('kind', '=', 'DATABASE')
    .where('state', '=', 'PENDING')
    .where('external_name', '=', name)
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const rowOf = (db: Sql, { accountId, id }: Pick<Work, 'accountId' | 'id'>) =>
  db.updateTable('cluster_work').where('account_id', '=', accountId).where('id', '=', id)

/** Notes that the creation of an object begins: from now on, what lies on the cluster under its name may be ours. */
export async function noteCreation(db: Sql, work: Work, at: number): Promise<void> {
  await rowOf(db, work).set({ create_started_at: at }).execute()
}

/** Notes that what lies on the cluster under the name is not ours. */
export async function noteNoCreation(db: Sql, work: Work): Promise<void> {
  await rowOf(db, work).set({ create_started_at: null }).execute()
}

/** Notes what was learnt of an object in the middle of an attempt. */
export async function noteKnown(db: Sql, work: Work, { externalId, externalName }: Known): Promise<void> {
  await rowOf(db, work).set({ external_id: externalId, external_name: externalName }).execute()
}

/** Notes that the cluster has what was wanted when `work` was read, and forgets the secret. */
export async function noteApplied(
  db: Sql,
  work: Pick<Work, 'accountId' | 'id' | 'wanted'>,
  known: Known,
  at: number,
): Promise<void> {
  const isStill = sql<boolean>`wanted = ${work.wanted}`
  await rowOf(db, work)
    .set({
      applied: work.wanted,
      applied_at: at,
      state: sql<WorkState>`case when ${isStill} then 'APPLIED' else 'PENDING' end`,
      since: sql<number>`case when ${isStill} and state <> 'APPLIED' then ${at} else since end`,
      external_id: known.externalId,
      external_name: known.externalName,
      create_started_at: null,
      attempts: 0,
      next_attempt_at: sql<number | null>`case when ${isStill} then null else cast(${at} as bigint) end`,
      error_code: null,
      error: null,
      error_at: null,
      differences: null,
      secret: null,
    })
    .execute()
}

/** How an attempt failed. */
export interface FailedAttempt {
  readonly error: WorkError & { readonly at: number }
  readonly attempts: number
  /** Null when it is not tried again by itself. */
  readonly nextAttemptAt: number | null
}

/** Notes that an attempt failed; it stays pending when something else is wanted meanwhile. */
export async function noteFailure(
  db: Sql,
  work: Work,
  { error, attempts, nextAttemptAt }: FailedAttempt,
  at: number,
): Promise<void> {
  const isOver = nextAttemptAt === null ? sql<boolean>`wanted = ${work.wanted}` : sql<boolean>`1 = 0`
  await rowOf(db, work)
    .set({
      state: sql<WorkState>`case when ${isOver} then 'FAILED' else 'PENDING' end`,
      since: sql<number>`case when ${isOver} and state <> 'FAILED' then ${at} else since end`,
      attempts,
      next_attempt_at: sql<
        number | null
      >`case when ${isOver} then null else cast(${nextAttemptAt ?? at} as bigint) end`,
      error_code: error.code,
      error: error.message,
      error_at: error.at,
    })
    .execute()
}

/** Notes that an attempt found something else to wait for, which is no failure. */
export async function noteWaiting(db: Sql, work: Work, nextAttemptAt: number): Promise<void> {
  await rowOf(db, work).set({ next_attempt_at: nextAttemptAt }).execute()
}

/**
 * Makes all that waits for a cluster due, once that is reached again; also what an attempt is about to put off that began
 * while it was not.
 */
export async function makeDue(db: Sql, accountId: string, clusterId: string, at: number): Promise<void> {
  const waiting = db
    .selectFrom('cluster_work')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('state', '=', 'PENDING')
  await enqueueEach(db, accountId, workTask, waiting, at)
  await db
    .updateTable('cluster_work')
    .set({ next_attempt_at: at })
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('state', '=', 'PENDING')
    .execute()
}

/** Forgets what the gateway knows of the objects of a cluster that it no longer manages. */
export async function removeAll(db: Sql, accountId: string, clusterId: string): Promise<void> {
  await db.deleteFrom('cluster_work').where('account_id', '=', accountId).where('cluster_id', '=', clusterId).execute()
}

/** Forgets what an object is on its cluster, where it is gone: it is created anew. */
export async function forget(db: Sql, work: Work): Promise<void> {
  await rowOf(db, work).set({ external_id: null, external_name: null, create_started_at: null }).execute()
}

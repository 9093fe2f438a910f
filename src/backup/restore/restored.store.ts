import { sql } from 'kysely'
import { mailTask } from '../../mail/outbox.ts'
import type { Sql } from '../../store/tables.ts'

/** Statements on all rows of an account that was put back from a backup, in the transaction that settles it. */

/** Ends all sessions that are live; answers with how many there were. */
export async function endSessions(db: Sql, accountId: string, at: number): Promise<number> {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .execute()
  return ended.length
}

/** Removes all reset links; answers with how many were live. */
export async function removeResets(db: Sql, accountId: string, at: number): Promise<number> {
  const removed = await db
    .deleteFrom('password_resets')
    .where('account_id', '=', accountId)
    .returning('expires_at as expiresAt')
    .execute()
  return removed.filter(({ expiresAt }) => expiresAt > at).length
}

/** The people whose address is about to change, by a link. */
export async function peopleChangingAddress(db: Sql, accountId: string): Promise<string[]> {
  const rows = await db.selectFrom('email_changes').select('user_id').where('account_id', '=', accountId).execute()
  return rows.map((row) => row.user_id)
}

/** How many invitations are pending. */
export async function countPendingInvitations(db: Sql, accountId: string, at: number): Promise<number> {
  const { count } = await db
    .selectFrom('invitations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Withdraws all queued mail, and erases its text; answers with how many there were. */
export async function withdrawAllMail(db: Sql, accountId: string, at: number): Promise<number> {
  await db.deleteFrom('tasks').where('account_id', '=', accountId).where('kind', '=', mailTask).execute()
  const withdrawn = await db
    .updateTable('outbox')
    .set({ status: 'FAILED', failure: 'WITHDRAWN', finished_at: at, message: null })
    .where('account_id', '=', accountId)
    .where('status', '=', 'QUEUED')
    .returning('id')
    .execute()
  return withdrawn.length
}

export async function removeIdempotencyKeys(db: Sql, accountId: string): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('account_id', '=', accountId).execute()
}

/** Ends a person's password; answers with their address, or undefined where they have none. */
export async function endPassword(db: Sql, accountId: string, id: string): Promise<string | undefined> {
  const row = await db
    .updateTable('users')
    .set({ password_hash: null, password_seal: null, password_key: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('password_hash', 'is not', null)
    .returning('email')
    .executeTakeFirst()
  return row?.email
}

/** Forgets how the connected clusters were, so that each is asked and compared at once; answers with their ids. */
export async function forgetHealth(db: Sql, accountId: string): Promise<string[]> {
  const rows = await db
    .updateTable('cluster_links')
    .set({ health: 'UNKNOWN', failures: 0, error_code: null, error: null, error_at: null })
    .where('account_id', '=', accountId)
    .returning('cluster_id')
    .execute()
  return rows.map((row) => row.cluster_id)
}

const notYetThere = {
  code: 'MISSING',
  message: 'The store was restored from a backup of before the cluster had it: look at the cluster, then try again.',
} as const
const secretLost = {
  code: 'SECRET_LOST',
  message:
    'The store was restored from a backup of before the cluster had it, which may have lost it since: rotate it.',
} as const

/**
 * Stops what was on its way to the clusters, for it may have been undone after the backup: what a cluster has is left to
 * the next comparison with it, and what none has is not made. Only what takes the access of a token away goes on.
 * Answers with how many objects were stopped.
 */
export async function stopWork(db: Sql, accountId: string, at: number): Promise<number> {
  const waiting = db.updateTable('cluster_work').where('account_id', '=', accountId).where('state', '=', 'PENDING')
  const asIs = { next_attempt_at: null, since: at }
  const isDeleted = sql<boolean>`id in (
    select id from databases where account_id = ${accountId} and deleted_at is not null
    union all select id from tables where account_id = ${accountId} and deleted_at is not null)`
  const known = await waiting
    .set({ ...asIs, state: 'APPLIED', error_code: null, error: null, error_at: null })
    .where('kind', 'in', ['DATABASE', 'TABLE'])
    .where('external_name', 'is not', null)
    .where(sql<boolean>`not ${isDeleted}`)
    .returning('id')
    .execute()
  const objects = await waiting
    .set({ ...asIs, state: 'FAILED', ...failed(notYetThere, at) })
    .where('kind', 'in', ['DATABASE', 'TABLE'])
    .returning('id')
    .execute()
  const tokens = await waiting
    .set({ ...asIs, state: 'FAILED', secret: null, ...failed(secretLost, at) })
    .where('kind', '=', 'DATABASE_TOKEN')
    .where('external_id', 'is', null)
    .where('create_started_at', 'is', null)
    .where(
      sql<boolean>`id in (select id from database_tokens where account_id = ${accountId} and revoked_at is null
        and (expires_at is null or expires_at > ${at}))`,
    )
    .returning('id')
    .execute()
  return known.length + objects.length + tokens.length
}

const failed = ({ code, message }: { readonly code: string; readonly message: string }, at: number) => ({
  error_code: code,
  error: message,
  error_at: at,
})

/**
 * Begins anew the time for which deleted databases of linked clusters are kept: one of them may have been undeleted after
 * the backup, and would be removed with its data. Answers with how many there are.
 */
export async function keepDeletedDatabases(db: Sql, accountId: string, at: number): Promise<number> {
  const kept = await db
    .updateTable('databases')
    .set((set) => ({ deleted_at: at, version: set('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is not', null)
    .where('purged_at', 'is', null)
    .where('id', 'in', (from) =>
      from
        .selectFrom('cluster_work')
        .select('id')
        .where('account_id', '=', accountId)
        .where((where) => where.or([where('external_name', 'is not', null), where('external_id', 'is not', null)])),
    )
    .returning('id')
    .execute()
  return kept.length
}

import type { StoredCredential } from '../auth/credential-hashes.ts'
import type { SessionEndReason } from '../auth/session-lifetime.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { selected, sessionColumns } from '../store/columns.ts'
import { isListed } from '../store/conditions.ts'
import { countRows, readSlices } from '../store/page.ts'
import type { Sql } from '../store/tables.ts'
import type { Session } from './session.type.ts'

/** The sessions that have neither ended nor expired. */
const live = (db: Sql, accountId: string, now: number) =>
  db
    .selectFrom('sessions')
    .select(selected('sessions', sessionColumns))
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)

export const find = (db: Sql, accountId: string, id: string, now: number): Promise<Session | undefined> =>
  live(db, accountId, now).where('id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[], now: number): Promise<Session[]> =>
  live(db, accountId, now).where('id', 'in', ids).execute()

type Owned = Session & { readonly parentId: string }

export const pagesOfUsers = (
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  now: number,
  window: Window<Owned>,
  deadline: Deadline | undefined,
): Promise<Slice<Owned>[]> =>
  readSlices(db, live(db, accountId, now).select('user_id as parentId'), 'user_id', userIds, window, deadline)

export const countOfUser = (
  db: Sql,
  accountId: string,
  userId: string,
  now: number,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, live(db, accountId, now).where('user_id', '=', userId), deadline)

/** How many live sessions `endAllOf` would end. */
export async function countLive(
  db: Sql,
  accountId: string,
  userId: string,
  at: number,
  exceptId = '',
): Promise<number> {
  const { count } = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('id', '!=', exceptId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insert(
  db: Sql,
  accountId: string,
  session: Session,
  { secretHash, secretKey }: StoredCredential,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      account_id: accountId,
      id: session.id,
      user_id: session.userId,
      secret_hash: secretHash,
      secret_key: secretKey,
      client: session.client,
      ip: session.ip,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

export async function end(db: Sql, accountId: string, id: string, at: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends all sessions of a user but `exceptId`. */
export async function endAllOf(db: Sql, accountId: string, userId: string, at: number, exceptId = ''): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('id', '!=', exceptId)
    .where('ended_at', 'is', null)
    .execute()
}

/**
 * Ends all sessions of users for a reason, which the next request with one of them is told; answers with how many were
 * live.
 */
export async function endAllWithReason(
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  at: number,
  reason: SessionEndReason,
): Promise<number> {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: at, end_reason: reason })
    .where('account_id', '=', accountId)
    .where(isListed(db, 'user_id', JSON.stringify(userIds)))
    .where('ended_at', 'is', null)
    .returning('expires_at as expiresAt')
    .execute()
  return ended.filter(({ expiresAt }) => expiresAt > at).length
}

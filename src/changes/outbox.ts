import type { Keys } from '../auth/keys.ts'
import type { Mail } from '../mail/messages.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import { newId } from '../values/id.ts'

/** A mail that one worker has taken, still sealed. */
export interface ClaimedMail {
  readonly accountId: string
  readonly id: string
  readonly sealed: string
  readonly createdAt: number
  /** This one included. */
  readonly attempt: number
  /** When it comes back, for whichever worker is first. */
  readonly hiddenUntil: number
}

/** Stores a mail in the change's own transaction, sealed because it may carry a link; answers with its id. */
export async function enqueue(db: Sql, keys: Keys, accountId: string, mail: Mail, at: number): Promise<string> {
  const id = newId('mail')
  await db
    .insertInto('outbox')
    .values({
      account_id: accountId,
      id,
      recipient: mail.to,
      message: keys.seal(JSON.stringify(mail)),
      status: 'QUEUED',
      attempts: 0,
      next_attempt_at: at,
      created_at: at,
    })
    .execute()
  return id
}

/**
 * Takes the mail that has waited longest and hides it from every other worker until `hiddenUntil`, when it comes back
 * should this one have died; undefined when none is due, or another worker was faster.
 */
export async function claim(db: Sql, now: number, hiddenUntil: number): Promise<ClaimedMail | undefined> {
  const due = await ofEveryAccount(db)
    .selectFrom('outbox')
    .select(['account_id', 'id', 'next_attempt_at'])
    .where('status', '=', 'QUEUED')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  const row = await db
    .updateTable('outbox')
    .set((row) => ({ next_attempt_at: hiddenUntil, attempts: row('attempts', '+', 1) }))
    .where('account_id', '=', due.account_id)
    .where('id', '=', due.id)
    .where('status', '=', 'QUEUED')
    .where('next_attempt_at', '=', due.next_attempt_at)
    .returning(['account_id', 'id', 'message', 'attempts', 'created_at'])
    .executeTakeFirst()
  // Not tried again at once: a row that no update matches would keep the store busy without end.
  if (!row) return undefined
  return {
    accountId: row.account_id,
    id: row.id,
    sealed: row.message ?? '',
    createdAt: row.created_at,
    attempt: row.attempts,
    hiddenUntil,
  }
}

/** Opens a claimed mail; throws when it was sealed with another key, or altered. */
export const unseal = (keys: Keys, claimed: ClaimedMail): Mail => JSON.parse(keys.unseal(claimed.sealed)) as Mail

/** Marks a mail sent, or written, which it is even when the claim was lost meanwhile, and erases its text. */
export async function markSent(db: Sql, claimed: ClaimedMail, isWritten: boolean, at: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'SENT', is_written: isWritten ? 1 : 0, failure: null, finished_at: at, message: null })
    .where('account_id', '=', claimed.accountId)
    .where('id', '=', claimed.id)
    .execute()
}

/** Gives a mail up and erases its text, unless another worker has taken it since. */
export async function giveUp(db: Sql, claimed: ClaimedMail, failure: string, at: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'FAILED', failure, finished_at: at, message: null })
    .where('account_id', '=', claimed.accountId)
    .where('id', '=', claimed.id)
    .where('status', '=', 'QUEUED')
    .where('attempts', '=', claimed.attempt)
    .execute()
}

/** Puts a mail off after a failure that may pass, unless another worker has taken it since. */
export async function putOff(db: Sql, claimed: ClaimedMail, failure: string, until: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ failure, next_attempt_at: until })
    .where('account_id', '=', claimed.accountId)
    .where('id', '=', claimed.id)
    .where('status', '=', 'QUEUED')
    .where('attempts', '=', claimed.attempt)
    .execute()
}

/** Keeps back a mail that has not left yet: what it tells is no longer so. */
export async function withdraw(db: Sql, accountId: string, id: string, at: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'FAILED', failure: 'WITHDRAWN', finished_at: at, message: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'QUEUED')
    .execute()
}

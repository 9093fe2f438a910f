import { type CredentialHashes, isHashOf, type StoredCredential } from '../auth/credential-hashes.ts'
import { withdraw as withdrawMails } from '../mail/outbox.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'

/** A pending change of address and its user. */
export interface EmailChange {
  readonly accountId: string
  readonly userId: string
  readonly newEmail: string
  /** The present address. */
  readonly email: string
  readonly name: string
  readonly requestedById: string
}

/**
 * The pending change of a link; undefined when the link is unknown or expired, or the user is removed or deactivated.
 */
export const findLive = (db: Sql, secret: CredentialHashes, now: number): Promise<EmailChange | undefined> =>
  ofEveryAccount(db)
    .selectFrom('email_changes')
    .innerJoin('users', (join) =>
      join.onRef('users.account_id', '=', 'email_changes.account_id').onRef('users.id', '=', 'email_changes.user_id'),
    )
    .select([
      'email_changes.account_id as accountId',
      'email_changes.user_id as userId',
      'email_changes.email as newEmail',
      'users.email',
      'users.name',
      'email_changes.requested_by as requestedById',
    ])
    .where(isHashOf('email_changes.secret_hash', secret))
    .where('email_changes.expires_at', '>', now)
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)
    .executeTakeFirst()

/** The addresses that users have asked for and not confirmed yet. */
export const findPending = (
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  now: number,
): Promise<{ userId: string; email: string }[]> =>
  db
    .selectFrom('email_changes')
    .select(['user_id as userId', 'email'])
    .where('account_id', '=', accountId)
    .where('user_id', 'in', userIds)
    .where('expires_at', '>', now)
    .execute()

export interface NewEmailChange extends StoredCredential {
  readonly userId: string
  readonly email: string
  readonly requestedById: string
  readonly mailId: string
  readonly expiresAt: number
}

export async function insert(db: Sql, accountId: string, change: NewEmailChange, at: number): Promise<void> {
  await db
    .insertInto('email_changes')
    .values({
      account_id: accountId,
      user_id: change.userId,
      email: change.email,
      secret_hash: change.secretHash,
      secret_key: change.secretKey,
      requested_by: change.requestedById,
      mail_id: change.mailId,
      created_at: at,
      expires_at: change.expiresAt,
    })
    .execute()
}

/** Deletes a user's pending change, and cancels its mail if that is still queued; false when there is none. */
export async function withdraw(db: Sql, accountId: string, userId: string, at: number): Promise<boolean> {
  const withdrawn = await db
    .deleteFrom('email_changes')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .returning('mail_id as mailId')
    .executeTakeFirst()
  if (withdrawn) await withdrawMails(db, accountId, [withdrawn.mailId], at)
  return withdrawn !== undefined
}

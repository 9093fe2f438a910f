import { isOneOf } from '../store/conditions.ts'
import type { Sql } from '../store/tables.ts'

/** A mail of the last hour that counts against the sending limits. */
export interface Sending {
  readonly mailId: string
  readonly email: string
  /** The user who sent it, or who created the token that did; null for a mail that its recipient requested. */
  readonly inviterId: string | null
  readonly sentAt: number
}

/** Deletes the records of mails that were sent up to a moment. */
export async function forget(db: Sql, accountId: string, before: number): Promise<void> {
  await db
    .deleteFrom('invitation_sendings')
    .where('account_id', '=', accountId)
    .where('sent_at', '<=', before)
    .execute()
}

/** When each mail to these addresses was sent, oldest first. */
export const findTo = (
  db: Sql,
  accountId: string,
  emails: readonly string[],
): Promise<Pick<Sending, 'email' | 'sentAt'>[]> =>
  db
    .selectFrom('invitation_sendings')
    .select(['email', 'sent_at as sentAt'])
    .where('account_id', '=', accountId)
    .where(isOneOf('email', emails))
    .orderBy('sent_at')
    .execute()

/** The number of mails that a user has sent, and the time of the first; null when there is none. */
export const countOf = (
  db: Sql,
  accountId: string,
  inviterId: string,
): Promise<{ readonly count: number; readonly first: number | null }> =>
  db
    .selectFrom('invitation_sendings')
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.min<number | null>('sent_at').as('first')])
    .where('account_id', '=', accountId)
    .where('inviter_id', '=', inviterId)
    .executeTakeFirstOrThrow()

export async function insert(db: Sql, accountId: string, sendings: readonly Sending[]): Promise<void> {
  await db
    .insertInto('invitation_sendings')
    .values(
      sendings.map(({ mailId, email, inviterId, sentAt }) => ({
        account_id: accountId,
        mail_id: mailId,
        email,
        inviter_id: inviterId,
        sent_at: sentAt,
      })),
    )
    .execute()
}

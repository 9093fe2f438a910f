import type { SelectQueryBuilder } from 'kysely'
import type { Keys } from '../auth/keys.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { queueMail } from '../traces/task-span.ts'
import { newId } from '../values/id.ts'
import type { Mail } from './messages.ts'

/** The kind of task that delivers a mail; its id is the mail's. */
export const mailTask = 'mail'

/** Keeps processes of earlier versions, which select mail by this time, from delivering what a task delivers. */
const never = Number.MAX_SAFE_INTEGER

/** The change that a mail belongs to, as far as the outbox needs it. */
interface MailingChange {
  readonly db: Sql
  readonly accountId: string
  readonly at: number
  enqueue(kind: string, id: string): Promise<void>
  noteMail(mail: { readonly kind: string; readonly to: string }): void
}

/** Queues mail within a change: it is stored sealed, because it may carry a link, and delivered after the commit. */
export class Outbox {
  constructor(private readonly keys: Keys) {}

  /** Returns the mail's id. */
  async add(change: MailingChange, mail: Mail): Promise<string> {
    const { db, accountId, at } = change
    const id = newId('mail')
    await db
      .insertInto('outbox')
      .values({
        account_id: accountId,
        id,
        recipient: mail.to,
        message: this.keys.seal(JSON.stringify({ ...mail, traceparent: queueMail(mail.kind) })),
        status: 'QUEUED',
        attempts: 0,
        next_attempt_at: never,
        created_at: at,
      })
      .execute()
    await change.enqueue(mailTask, id)
    change.noteMail(mail)
    return id
  }
}

/** The key of a queued mail. */
export interface QueuedMail {
  readonly accountId: string
  readonly id: string
}

/** The sealed text of a queued mail; undefined when it was sent, given up or withdrawn. */
export async function findSealed(db: Sql, { accountId, id }: QueuedMail): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('message')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'QUEUED')
    .executeTakeFirst()
  return row && (row.message ?? '')
}

export interface Attempted extends QueuedMail {
  readonly attempt: number
}

const rowOf = (db: Sql, { accountId, id }: QueuedMail) =>
  db.updateTable('outbox').where('account_id', '=', accountId).where('id', '=', id)

const queued = (db: Sql, mail: QueuedMail) => rowOf(db, mail).where('status', '=', 'QUEUED')

/** Marks a mail sent, or written to a file, also when it was withdrawn meanwhile, and erases its text. */
export async function markSent(db: Sql, mail: Attempted, isWritten: boolean, at: number): Promise<void> {
  await rowOf(db, mail)
    .set({
      status: 'SENT',
      is_written: isWritten ? 1 : 0,
      attempts: mail.attempt,
      failure: null,
      finished_at: at,
      message: null,
    })
    .execute()
}

/** Gives a mail up and erases its text. */
export async function giveUp(db: Sql, mail: Attempted, failure: string, at: number): Promise<void> {
  await queued(db, mail)
    .set({ status: 'FAILED', attempts: mail.attempt, failure, finished_at: at, message: null })
    .execute()
}

/** Records a failure that may be temporary. */
export async function noteFailure(db: Sql, mail: Attempted, failure: string): Promise<void> {
  await queued(db, mail).set({ attempts: mail.attempt, failure }).execute()
}

/**
 * Withdraws those of the mails that are still queued, and erases their text, because it is out of date. `ids` is a list,
 * or a query for it. The tasks of these mails find nothing to do.
 */
export async function withdraw(
  db: Sql,
  accountId: string,
  ids: readonly string[] | SelectQueryBuilder<Tables, 'invitations', { mail_id: string | null }>,
  at: number,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'FAILED', failure: 'WITHDRAWN', finished_at: at, message: null })
    .where('account_id', '=', accountId)
    .where('status', '=', 'QUEUED')
    .where('id', 'in', ids)
    .execute()
}

/**
 * Takes a queued mail over from the processes of earlier versions; false when another process has claimed it since it
 * was seen due at `dueAt`.
 */
export async function takeOver(db: Sql, mail: QueuedMail, dueAt: number): Promise<boolean> {
  const { numUpdatedRows } = await queued(db, mail)
    .set({ next_attempt_at: never })
    .where('next_attempt_at', '=', dueAt)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

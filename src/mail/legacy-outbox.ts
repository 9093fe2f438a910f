import { ofEveryAccount } from '../store/account-scope.ts'
import type { Store } from '../store/store.ts'
import { enqueue } from '../tasks/task.store.ts'
import { mailTask, takeOver } from './outbox.ts'

const pollMilliseconds = 60_000

/**
 * Finds, at the start and once a minute, mail that a process of an earlier version queued without a task, and queues a
 * task for it. On PostgreSQL such processes may run beside this one during an upgrade.
 */
export function startImportingLegacyMail(
  store: Pick<Store, 'db' | 'transaction'>,
  clock: () => number,
  onImported: () => void,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  let looking = Promise.resolve()
  const look = () => {
    looking = importLegacyMail(store, clock())
      .then((count) => {
        if (count > 0) onImported()
      })
      .catch(onFault)
  }
  look()
  const timer = setInterval(look, pollMilliseconds).unref()
  return {
    stop() {
      clearInterval(timer)
      return looking
    },
  }
}

/**
 * Queues tasks for mail of an earlier version that is due; mail that a running process of that version has claimed or
 * put off is not. Returns how many there were.
 */
export async function importLegacyMail(store: Pick<Store, 'db' | 'transaction'>, now: number): Promise<number> {
  const due = await ofEveryAccount(store.db)
    .selectFrom('outbox')
    .select(['account_id as accountId', 'id', 'next_attempt_at as dueAt', 'created_at as createdAt'])
    .where('status', '=', 'QUEUED')
    .where('next_attempt_at', '<=', now)
    .execute()
  for (const mail of due) {
    await store.transaction(
      async (db) => {
        const isOurs = await takeOver(db, mail, mail.dueAt)
        if (isOurs) await enqueue(db, mail.accountId, mailTask, mail.id, mail.createdAt)
      },
      undefined,
      mail.accountId,
    )
  }
  return due.length
}

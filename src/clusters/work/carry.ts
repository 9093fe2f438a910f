import type { Change } from '../../changes/changes.ts'
import type { WorkRef } from './work.store.ts'
import { want, workTask } from './work.store.ts'

/**
 * Marks, within a change, that an object has to be brought to its cluster. The first attempt is made right after the
 * commit, and the answer of the change waits for it. `secret` is that of a new token, sealed.
 */
export async function carry(change: Change, ref: WorkRef, secret: string | null = null): Promise<void> {
  // The task before its work, as a worker that settles it takes them.
  await change.attempt(workTask, ref.id)
  await want(change.db, change.accountId, ref, change, secret)
}

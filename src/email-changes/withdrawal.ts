import type { Sql } from '../store/tables.ts'
import * as userStore from '../users/user.store.ts'
import * as emailChangeStore from './email-change.store.ts'

/** Withdraws the pending change of a user's address, if there is one; it is shown with the user, who gets a new version. */
export async function withdrawEmailChange(db: Sql, accountId: string, userId: string, at: number): Promise<void> {
  if (await emailChangeStore.withdraw(db, accountId, userId, at)) await userStore.update(db, accountId, userId, {})
}

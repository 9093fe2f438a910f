import type { Change } from '../changes/changes.ts'
import { differences } from '../ledger/chain.ts'
import { revokePending, type WhichInvitations, withdrawMails } from './invitation.store.ts'

/** Revokes what is pending in somebody’s name (null: the operator’s), and keeps back the mails that have not left yet. */
export async function revokeInvitations(change: Change, which: WhichInvitations, by: string | null): Promise<void> {
  const { db, accountId, at } = change
  const revoked = await revokePending(db, accountId, which, at, by)
  if (revoked.length === 0) return
  const ids = revoked.map(({ id }) => id)
  await withdrawMails(db, accountId, ids, at)
  const changes = differences({ status: 'PENDING' }, { status: 'REVOKED' })
  for (const { id, email } of revoked) change.record({ id, label: email, changes, action: 'invitation.revoke' })
}

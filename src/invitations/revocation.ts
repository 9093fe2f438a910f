import type { Change } from '../changes/changes.ts'
import { differences } from '../ledger/chain.ts'
import { type RevocationTarget, revokePending, withdrawMails } from './invitation.store.ts'

/**
 * Revokes those of the targeted invitations that are pending, and cancels their queued mails. `by` is the id of the
 * user who revokes; null for the operator.
 */
export async function revokeInvitations(change: Change, target: RevocationTarget, by: string | null): Promise<void> {
  const { db, accountId, at } = change
  const revoked = await revokePending(db, accountId, target, at, by)
  await change.impact(() => ({ invitationsRevoked: revoked.length }))
  if (revoked.length === 0) return
  const ids = revoked.map(({ id }) => id)
  await withdrawMails(db, accountId, ids, at)
  const changes = differences({ status: 'PENDING' }, { status: 'REVOKED' })
  for (const { id, email } of revoked) change.record({ id, label: email, changes, action: 'invitation.revoke' })
}

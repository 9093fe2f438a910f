import { differences } from '../audit/chain.ts'
import type { Change } from '../changes/changes.ts'
import * as invitationStore from './invitation.store.ts'

/** Records the invitations that a change has revoked, and keeps back those of their mails that have not left yet. */
export async function recordRevoked(
  change: Change,
  revoked: readonly { readonly id: string; readonly email: string }[],
): Promise<void> {
  if (revoked.length === 0) return
  const { db, accountId, at } = change
  const ids = revoked.map(({ id }) => id)
  await invitationStore.withdrawMails(db, accountId, ids, at)
  const changes = differences({ status: 'PENDING' }, { status: 'REVOKED' })
  for (const { id, email } of revoked) change.record({ id, label: email, changes, action: 'invitation.revoke' })
}

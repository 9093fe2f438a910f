import type { Group } from '../groups/group.type.ts'
import { refusalToGive } from '../policy/covers.ts'
import type { Sql } from '../store/tables.ts'
import { currentRightsOf } from '../users/current-rights-of.ts'
import type { HeldInvitation } from './invitation.store.ts'
import { statusOf } from './invitation.ts'
import type { InvitationStatus } from './invitation.type.ts'

/**
 * The status of an invitation for the holder of its link: a pending one counts as REVOKED when its sender could not
 * send it now, because a link must not grant what its sender has lost.
 */
export async function effectiveStatus(
  db: Sql,
  invitation: HeldInvitation,
  groups: readonly Group[],
  now: number,
): Promise<InvitationStatus> {
  const status = statusOf(invitation, now)
  // An invitation from the operator has no sender whose permissions could change.
  if (status !== 'PENDING' || invitation.invitedById === null) return status
  const senderId = invitation.managementTokenId ?? invitation.invitedById
  const sender = await currentRightsOf(db, invitation.accountId, senderId, now)
  return sender?.permissions.has('INVITATION_CREATE') && !refusalToGive(sender, groups, null) ? 'PENDING' : 'REVOKED'
}

import type { Origin } from '../auth/caller.ts'
import type { Group } from '../groups/group.type.ts'
import { covers } from '../policy/decide.ts'
import type { Sql } from '../store/tables.ts'
import { currentRightsOf } from '../users/current-rights-of.ts'
import type { HeldInvitation } from './invitation.store.ts'
import { statusOf } from './invitation.ts'
import type { InvitationStatus } from './invitation.type.ts'

/**
 * What became of an invitation, as the holder of its link learns it: REVOKED also when its sender could not send it at
 * this moment, because a link gives nothing that its sender has no longer.
 */
export async function heldStatus(
  db: Sql,
  invitation: HeldInvitation,
  groups: readonly Group[],
  now: number,
  origin: Origin,
): Promise<InvitationStatus> {
  const status = statusOf(invitation, now)
  // The operator, who invites without a person, always can.
  if (status !== 'PENDING' || invitation.invitedById === null) return status
  const sender = await currentRightsOf(
    db,
    invitation.accountId,
    invitation.managementTokenId ?? invitation.invitedById,
    now,
    origin,
  )
  const keys = groups.map(({ key }) => key)
  return sender?.permissions.has('INVITATION_CREATE') && covers(sender, keys) ? 'PENDING' : 'REVOKED'
}

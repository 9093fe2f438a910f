import type { SignedIn } from '../auth/caller.ts'
import type { Change } from '../changes/changes.ts'
import { ClustergateError } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import type { Conditions } from '../policy/conditions.ts'
import { refusalToGive } from '../policy/covers.ts'
import { groupsGranting } from '../policy/decide.ts'
import type { Holdings } from '../policy/holdings.ts'
import type { Sql } from '../store/tables.ts'
import { currentRightsOf } from '../users/current-rights-of.ts'
import type { HeldInvitation } from './invitation.store.ts'
import * as invitationStore from './invitation.store.ts'
import { statusOf } from './invitation.ts'
import type { Invitation, InvitationStatus } from './invitation.type.ts'

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
  const senderId = senderOf(invitation)
  // An invitation from the operator has no sender whose permissions could change.
  if (status !== 'PENDING' || senderId === null) return status
  return couldSend(await currentRightsOf(db, invitation.accountId, senderId, now), groups) ? 'PENDING' : 'REVOKED'
}

/** The token or the person who sent an invitation; null for the operator. */
const senderOf = ({ managementTokenId, invitedById }: Invitation): string | null => managementTokenId ?? invitedById

/** Whether somebody with these rights, if any, could send an invitation to these groups. */
const couldSend = (sender: Holdings | undefined, groups: readonly Group[]): boolean =>
  sender?.permissions.has(needed) === true && refusalToGive(sender, groups, null) === undefined

/**
 * Throws FORBIDDEN when a caller may send an invitation to these groups, but only on some networks or after a recent
 * sign-in: they send no request when it is accepted, and so it would be good for nothing.
 */
export function refuseUnsendable(caller: SignedIn, groups: readonly Group[]): void {
  const counting = caller.counting.filter(({ conditions }) => countsWithoutRequest(conditions))
  const mayInvite = counting.some(({ grants }) => grants.some(({ permissions }) => permissions.includes(needed)))
  if (mayInvite && refusalToGive({ counting, dormant: [] }, groups, null) === undefined) return
  throw new ClustergateError(
    'FORBIDDEN',
    'An invitation is good while its sender could send it, and some of what you need for this one counts on some networks or after a recent sign-in only.',
    { permission: needed, wouldBeGrantedBy: groupsGranting(needed) },
  )
}

const needed = 'INVITATION_CREATE'

const countsWithoutRequest = ({ networks, mfa, authenticatedWithin }: Conditions): boolean =>
  networks === undefined && mfa === undefined && authenticatedWithin === undefined

/** Of the pending invitations of a person and of their tokens: how many there are, and which could not be sent now. */
export async function findBeyond(
  { db, accountId, at }: Change,
  userId: string,
): Promise<{ readonly all: number; readonly dead: readonly string[] }> {
  const pending = await invitationStore.findPendingFrom(db, accountId, userId, at)
  if (pending.length === 0) return { all: 0, dead: [] }
  const senders = new Map<string, Holdings | undefined>()
  for (const id of new Set(pending.map((one) => senderOf(one) as string))) {
    senders.set(id, await currentRightsOf(db, accountId, id, at))
  }
  const groups = await groupStore.ofInvitations(
    db,
    accountId,
    pending.map(({ id }) => id),
  )
  const dead = pending.filter(
    (one, index) => !couldSend(senders.get(senderOf(one) as string), groups[index] as Group[]),
  )
  return { all: pending.length, dead: dead.map(({ id }) => id) }
}

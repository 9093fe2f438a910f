import type { Origin } from '../auth/caller.ts'
import { readToken } from '../auth/standing.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { covers, type Principal } from '../policy/decide.ts'
import { permissionsOf } from '../policy/groups.ts'
import type { Sql } from '../store/tables.ts'
import * as userStore from '../users/user.store.ts'
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
  const sender = await standingOf(db, invitation, now, origin)
  const keys = groups.map(({ key }) => key)
  return sender?.permissions.has('INVITATION_CREATE') && covers(sender, keys) ? 'PENDING' : 'REVOKED'
}

type Standing = Pick<Principal, 'permissions'>

/** What the token, or else the person, may do now; undefined when neither may do anything. */
async function standingOf(
  db: Sql,
  { accountId, invitedById, managementTokenId }: HeldInvitation,
  now: number,
  origin: Origin,
): Promise<Standing | undefined> {
  if (managementTokenId !== null) {
    return (await readToken(db, { accountId, id: managementTokenId }, now, origin))?.caller
  }
  const person = invitedById === null ? undefined : await userStore.find(db, accountId, invitedById)
  if (person?.status !== 'ACTIVE') return undefined
  const [groups = []] = await groupStore.ofUsers(db, accountId, [person.id])
  return { permissions: permissionsOf(groups.map(({ key }) => key)) }
}

import { personBehind } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/changes.ts'
import * as invitationStore from '../invitations/invitation.store.ts'
import * as sessionStore from '../sessions/session.store.ts'
import { endInvitationsBeyond } from './lock-out.ts'

/** Ends the sessions of the people to whom a group now grants more; answers with the number of live ones that ended. */
export async function endSessionsForGrowth(change: GuardedChange, userIds: readonly string[]): Promise<number> {
  if (userIds.length === 0) return 0
  const { db, accountId, at } = change
  const sessionsEnded = await sessionStore.endAllWithReason(db, accountId, userIds, at, 'RIGHTS_GREW')
  await change.impact(() => ({ sessionsEnded }))
  return sessionsEnded
}

/** Revokes the pending invitations that people sent to whom a group now grants less, and could not send any more. */
export async function endInvitations(change: GuardedChange, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const { db, accountId, at } = change
  for (const id of await invitationStore.sendersAmong(db, accountId, userIds, at)) {
    await endInvitationsBeyond(change, id, personBehind(change.caller))
  }
}

import { personBehind } from '../auth/caller.ts'
import type { Change, GuardedChange } from '../changes/changes.ts'
import * as emailChangeStore from '../email-changes/email-change.store.ts'
import { revokeInvitations } from '../invitations/revocation.ts'
import { findBeyond } from '../invitations/sender.ts'
import { differences } from '../ledger/chain.ts'
import * as managementTokenStore from '../management-tokens/management-token.store.ts'
import * as passwordResetStore from '../passwords/password-reset.store.ts'
import * as sessionStore from '../sessions/session.store.ts'
import { printDateTime } from '../values/date-time.ts'

/** Ends every access of a user: sessions, mailed links and management tokens; and revokes the invitations they sent. */
export async function lockOut(change: GuardedChange, userId: string): Promise<void> {
  const { db, accountId, at, caller } = change
  await change.impact(async () => ({
    ownerId: userId,
    sessionsEnded: await sessionStore.countLive(db, accountId, userId, at),
  }))
  await sessionStore.endAllOf(db, accountId, userId, at)
  await passwordResetStore.deleteOf(db, accountId, userId)
  await emailChangeStore.withdraw(db, accountId, userId, at)
  const tokens = await managementTokenStore.revokeOf(db, accountId, userId, at, personBehind(caller))
  await change.impact(() => ({ managementTokensRevoked: tokens.length }))
  for (const token of tokens) {
    const changes = differences({ revokedAt: null }, { revokedAt: printDateTime(at) })
    change.record({ id: token.id, label: token.description, changes, action: 'management_token.revoke' })
  }
  await endInvitationsFrom(change, userId)
}

/**
 * Revokes those of the pending invitations of a user, and of their tokens, that the sender could not send any more. `by`
 * is the id of the user who revokes; null for the gateway.
 */
export async function endInvitationsBeyond(change: Change, userId: string, by: string | null): Promise<void> {
  const { all, dead } = await findBeyond(change, userId)
  if (dead.length === all) return revokeInvitations(change, { invited_by: userId }, by)
  for (const id of dead) await revokeInvitations(change, { id }, by)
}

/** Revokes the pending invitations that a user sent. */
export const endInvitationsFrom = (change: GuardedChange, userId: string): Promise<void> =>
  revokeInvitations(change, { invited_by: userId }, personBehind(change.caller))

/** Revokes the pending invitations to an address, by which a removed user could join again. */
export const endInvitationsTo = (change: GuardedChange, email: string): Promise<void> =>
  revokeInvitations(change, { email }, personBehind(change.caller))

/** Ends the sessions of a user whose groups now grant more; answers with the number of live sessions that ended. */
export async function endSessionsForGrowth(change: GuardedChange, userId: string): Promise<number> {
  const { db, accountId, at } = change
  const sessionsEnded = await sessionStore.endAllWithReason(db, accountId, [userId], at, 'RIGHTS_GREW')
  await change.impact(() => ({ ownerId: userId, sessionsEnded }))
  return sessionsEnded
}

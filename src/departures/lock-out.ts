import { personBehind } from '../auth/caller.ts'
import type { GuardedChange } from '../changes/changes.ts'
import * as emailChangeStore from '../email-changes/email-change.store.ts'
import { revokeInvitations } from '../invitations/revocation.ts'
import { differences } from '../ledger/chain.ts'
import * as managementTokenStore from '../management-tokens/management-token.store.ts'
import * as passwordResetStore from '../passwords/password-reset.store.ts'
import * as sessionStore from '../sessions/session.store.ts'
import { printDateTime } from '../values/date-time.ts'

/** Ends what a person could still act by: sessions, links of mails, management tokens, and the invitations they sent. */
export async function lockOut(change: GuardedChange, userId: string): Promise<void> {
  const { db, accountId, at, caller } = change
  await sessionStore.endAllOf(db, accountId, userId, at)
  await passwordResetStore.deleteOf(db, accountId, userId)
  await emailChangeStore.withdraw(db, accountId, userId, at)
  const tokens = await managementTokenStore.revokeOf(db, accountId, userId, at, personBehind(caller))
  for (const token of tokens) {
    const changes = differences({ revokedAt: null }, { revokedAt: printDateTime(at) })
    change.record({ id: token.id, label: token.description, changes, action: 'management_token.revoke' })
  }
  await endInvitationsFrom(change, userId)
}

/** Ends the invitations that a person sent. */
export const endInvitationsFrom = (change: GuardedChange, userId: string): Promise<void> =>
  revokeInvitations(change, { invited_by: userId }, personBehind(change.caller))

/** Ends the invitations to an address, by which somebody could come back. */
export const endInvitationsTo = (change: GuardedChange, email: string): Promise<void> =>
  revokeInvitations(change, { email }, personBehind(change.caller))

/** Ends the sessions of a person whose groups have come to grant more; answers how many there were. */
export const endSessionsForGrowth = ({ db, accountId, at }: GuardedChange, userId: string): Promise<number> =>
  sessionStore.endAllFor(db, accountId, userId, at, 'RIGHTS_GREW')

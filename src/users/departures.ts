import type { Change, GuardedChange } from '../changes/changes.ts'

/**
 * The effects of changed rights on other resources. An interface, because those resources import users, and not the
 * reverse.
 */
export interface Departures {
  /** Ends the user's sessions, mailed links and management tokens, and revokes the invitations they sent. */
  lockOut(change: GuardedChange, userId: string): Promise<void>
  /**
   * Revokes the pending invitations that a user sent and could not send any more. `by` is the id of the user who
   * revokes; null for the gateway.
   */
  endInvitationsBeyond(change: Change, userId: string, by: string | null): Promise<void>
  endInvitationsTo(change: GuardedChange, email: string): Promise<void>
  /**
   * Ends the user's sessions because their groups now grant more; answers with the number of live sessions that ended.
   */
  endSessionsForGrowth(change: GuardedChange, userId: string): Promise<number>
}

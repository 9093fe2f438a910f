import type { Tables } from '../store/tables.ts'

/** How long a session lasts: `idle` after each use, and `max` after the sign-in at the latest. */
export interface SessionLifetime {
  readonly idleMilliseconds: number
  readonly maxMilliseconds: number
}

/** Why a session was ended early, for the reasons that its person is told. */
export type SessionEndReason = NonNullable<Tables['sessions']['end_reason']>

const hour = 3_600_000

export const sessionLifetimeDefault: SessionLifetime = { idleMilliseconds: hour, maxMilliseconds: 12 * hour }

/** The latest end of a session, however much it is used. */
export const latestEnd = ({ maxMilliseconds }: SessionLifetime, createdAt: number): number =>
  createdAt + maxMilliseconds

/** The end of a session that was used last at a given moment. */
export const sessionEnd = (lifetime: SessionLifetime, createdAt: number, lastSeenAt: number): number =>
  Math.min(lastSeenAt + lifetime.idleMilliseconds, latestEnd(lifetime, createdAt))

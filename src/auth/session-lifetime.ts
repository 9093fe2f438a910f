import type { Tables } from '../store/tables.ts'

/** How long a session lasts: for a while after each use, and no longer than the maximum in all. */
export interface SessionLifetime {
  readonly idleMilliseconds: number
  readonly maxMilliseconds: number
}

/** Why a session was ended before its time, where its person is told. */
export type SessionEndReason = NonNullable<Tables['sessions']['end_reason']>

const hour = 3_600_000

export const sessionLifetimeDefault: SessionLifetime = { idleMilliseconds: hour, maxMilliseconds: 12 * hour }

/** When a session ends however much it is used. */
export const latestEnd = ({ maxMilliseconds }: SessionLifetime, createdAt: number): number =>
  createdAt + maxMilliseconds

/** When a session ends that was used last at a given moment, unless it is used again. */
export const sessionEnd = (lifetime: SessionLifetime, createdAt: number, lastSeenAt: number): number =>
  Math.min(lastSeenAt + lifetime.idleMilliseconds, latestEnd(lifetime, createdAt))

import { ClustergateError } from '../errors.ts'
import { seconds } from '../values/duration.ts'
import type { Invitation, InvitationStatus } from './invitation.type.ts'

export const lifetimeSecondsDefault = 7 * seconds.day
export const lifetimeSecondsMin = seconds.hour
export const lifetimeSecondsMax = 30 * seconds.day

type Dates = Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>

/** The status at a moment. EXPIRED follows from the clock; ACCEPTED and REVOKED are stored, and final. */
export function statusOf({ acceptedAt, revokedAt, expiresAt }: Dates, now: number): InvitationStatus {
  if (acceptedAt) return 'ACCEPTED'
  if (revokedAt) return 'REVOKED'
  return expiresAt <= now ? 'EXPIRED' : 'PENDING'
}

const refusals = {
  ACCEPTED: ['INVITATION_ACCEPTED', 'This invitation was accepted before. Sign in instead.'],
  REVOKED: ['INVITATION_REVOKED', 'This invitation was revoked. Ask an Admin for a new one.'],
  EXPIRED: ['INVITATION_EXPIRED', 'This invitation has expired. Ask an Admin to send it again.'],
} as const

/** The error for an invitation that can no longer be used; undefined while it is pending. */
export function refusalFor(status: InvitationStatus): ClustergateError | undefined {
  if (status === 'PENDING') return undefined
  const [code, message] = refusals[status]
  return new ClustergateError(code, message)
}

import { badInput } from '../errors.ts'
import { parseExpiresAt } from '../tokens/token.ts'
import { seconds } from '../values/duration.ts'
import type { DatabaseToken } from './database-token.type.ts'

const overlapDefaultSeconds = seconds.day
const overlapMaxSeconds = 7 * seconds.day

/** The overlap in milliseconds: how long a token is accepted beside its successor. Throws BAD_INPUT. */
export function parseOverlap(overlapSeconds: number | null | undefined): number {
  const overlap = overlapSeconds ?? overlapDefaultSeconds
  if (overlap > overlapMaxSeconds) throw badInput('input.overlap', 'The overlap is at most 7d.')
  return overlap * 1_000
}

/**
 * When a successor expires: as given, where null is never; when absent, after the lifetime that the old token was
 * created with.
 */
export function parseSuccessorExpiresAt(
  given: number | null | undefined,
  lifetimeMilliseconds: number | null,
  now: number,
): number | null {
  if (given !== undefined) return parseExpiresAt(given, now)
  return lifetimeMilliseconds === null ? null : now + lifetimeMilliseconds
}

/** When a replaced token expires: after the overlap, and no later than without a successor. */
export const retiredAt = (
  { expiresAt }: Pick<DatabaseToken, 'expiresAt'>,
  now: number,
  overlapMilliseconds: number,
): number => Math.min(expiresAt ?? Number.POSITIVE_INFINITY, now + overlapMilliseconds)

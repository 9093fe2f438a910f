import { setTimeout as delay } from 'node:timers/promises'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const longestComparison = 30_000

/** Waits for the next day of UTC where this one is about to end, for tests that compare what is counted by day. */
export async function awayFromMidnight(): Promise<void> {
  const left = day - (Date.now() % day)
  if (left < longestComparison) await delay(left)
}

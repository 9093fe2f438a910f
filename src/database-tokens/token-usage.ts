import { badInput } from '../errors.ts'

export const dayMilliseconds = 86_400_000

/** The start of a day in UTC. */
export const startOfDay = (at: number): number => at - (at % dayMilliseconds)

/** For how many days counts are kept, today included. */
export const keptDays = 90

export const usageDaysDefault = 30

/** The first of the last days that are asked for, today included. Throws BAD_INPUT for days that are not kept. */
export function parseUsageDays(given: number | null | undefined, now: number): number {
  const days = given ?? usageDaysDefault
  if (days < 1 || days > keptDays) throw badInput('days', `Ask for 1 to ${keptDays} days.`)
  return startOfDay(now) - (days - 1) * dayMilliseconds
}

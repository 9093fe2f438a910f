import type { UsageDayFieldsFragment } from '../../sdk/generated.ts'

/** What is counted by day. */
export interface Series {
  readonly name: string
  /** A colour of the theme: `var(--series-reads)`. */
  readonly color: string
  /** A count for each day. */
  readonly counts: readonly number[]
}

const dayMilliseconds = 86_400_000

/** The starts of the last days in UTC, today included, the newest last. */
export function lastDays(count: number, now: number): readonly string[] {
  const today = now - (now % dayMilliseconds)
  return Array.from({ length: count }, (_, at) => new Date(today - (count - 1 - at) * dayMilliseconds).toISOString())
}

/** The counts of these days, in their order; a day without any has none. */
export function countsByDay<Day extends { readonly day: string }>(
  days: readonly string[],
  found: readonly Day[],
  countOf: (day: Day) => number | string,
): readonly number[] {
  const byDay = new Map(found.map((one) => [Date.parse(one.day), Number(countOf(one))]))
  return days.map((day) => byDay.get(Date.parse(day)) ?? 0)
}

/** The series of the use of tokens, in the order in which they are stacked. */
export const usageSeries = (days: readonly string[], usage: readonly UsageDayFieldsFragment[]): readonly Series[] => [
  { name: 'Reads', color: 'var(--series-reads)', counts: countsByDay(days, usage, ({ reads }) => reads) },
  { name: 'Writes', color: 'var(--series-writes)', counts: countsByDay(days, usage, ({ writes }) => writes) },
  { name: 'Denials', color: 'var(--series-denials)', counts: countsByDay(days, usage, ({ denials }) => denials) },
]

/** The clock of 24 hours everywhere, so that a time and its tooltip read alike. */
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const dayOfYear = { day: 'numeric', month: 'short' } as const
const calendar = { ...dayOfYear, year: 'numeric' } as const

const toTheSecond = new Intl.DateTimeFormat(undefined, {
  ...calendar,
  ...clock,
  second: '2-digit',
  timeZoneName: 'short',
})
const toTheMinute = new Intl.DateTimeFormat(undefined, { ...calendar, ...clock })
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const dayOfYearOnly = new Intl.DateTimeFormat(undefined, dayOfYear)
const clockOnly = new Intl.DateTimeFormat(undefined, clock)
const clockAndDay = new Intl.DateTimeFormat(undefined, { ...dayOfYear, ...clock })
const utcDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const utcDayOfYear = new Intl.DateTimeFormat(undefined, { ...dayOfYear, timeZone: 'UTC' })
const relativeWords = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** A time to the second, with the time zone, which is that of the reader. */
export const exactTime = (date: Date): string => toTheSecond.format(date)

/** A time to the minute, in the time zone of the reader. */
export const shortTime = (date: Date): string => toTheMinute.format(date)

/** A day, in the time zone of the reader. */
export const dayWords = (date: Date): string => dayOnly.format(date)

/** The same without its year. */
export const shortDay = (date: Date): string => dayOfYearOnly.format(date)

/** A day that is counted in UTC, as those of the use of tokens are. */
export const utcDayWords = (date: Date): string => utcDay.format(date)

/** The same without its year. */
export const shortUtcDay = (date: Date): string => utcDayOfYear.format(date)

/** A time of the clock: `10:04`, or with its day when that is not today. */
export const clockTime = (date: Date): string =>
  (date.toDateString() === new Date().toDateString() ? clockOnly : clockAndDay).format(date)

/** The time zone of the reader, by its name: `Europe/Berlin`. */
export const ownTimeZone = (): string => toTheSecond.resolvedOptions().timeZone

/** The names of all time zones. */
export const timeZones = (): readonly string[] => Intl.supportedValuesOf('timeZone')

const units = [
  ['year', 365 * 24 * 3_600_000],
  ['month', 30 * 24 * 3_600_000],
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/**
 * Added to a future time before it is rounded down: an expiry set to seven days a moment ago still reads “in 7 days”.
 */
export const graceMilliseconds = 10_000

/** A distance from now in words: `in 3 days`, `2 hours ago`, `now`. */
export function relativeTime(milliseconds: number): string {
  const told = milliseconds > 0 ? milliseconds + graceMilliseconds : milliseconds
  const found = units.find(([, length]) => Math.abs(told) >= length)
  if (!found) return milliseconds < 30_000 ? 'now' : 'in less than a minute'
  const [unit, length] = found
  return relativeWords.format(Math.trunc(told / length), unit)
}

/** Periods that end now, by their names in the URL. */
export const periods: readonly { readonly value: string; readonly label: string; readonly days: number }[] = [
  { value: 'today', label: 'Today', days: 1 },
  { value: '7d', label: 'Last 7 days', days: 7 },
  { value: '30d', label: 'Last 30 days', days: 30 },
]

/** When a period began: at midnight where the reader is. Undefined for a name that is no period. */
export function periodBegin(name: string): string | undefined {
  const period = periods.find(({ value }) => value === name)
  return period && midnight(new Date(), 1 - period.days).toISOString()
}

const daysMax = 92
const usualDays = 30
const dayMilliseconds = 86_400_000

/**
 * The midnights in UTC between which a chart counts, the last of them after the end: of the days of a period, or of the
 * last thirty without a beginning; at most the last 92.
 */
export function dayBounds(from: string | null | undefined, to: string | null | undefined): readonly string[] {
  const end = Math.ceil((to ? Date.parse(to) : Date.now() + 1) / dayMilliseconds)
  const wanted = from ? end - Math.floor(Date.parse(from) / dayMilliseconds) : usualDays
  const days = Math.min(Math.max(wanted, 1), daysMax)
  return Array.from({ length: days + 1 }, (_, at) => new Date((end - days + at) * dayMilliseconds).toISOString())
}

/** Midnight of a day, or of one some days later, where the reader is. */
const midnight = (date: Date, daysLater: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater)

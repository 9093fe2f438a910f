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

/**
 * The midnights where the reader is between which a chart counts, the last of them after the end: of the days of a period, or
 * of the last thirty without a beginning; at most the last 92.
 */
export function dayBounds(from: string | null | undefined, to: string | null | undefined): readonly string[] {
  const last = to ? new Date(Date.parse(to) - 1) : new Date()
  const begin = from ? new Date(from) : midnight(last, 1 - usualDays)
  const bounds = [midnight(last, 0), midnight(last, 1)]
  while (bounds.length <= daysMax && (bounds[0] as Date) > begin) bounds.unshift(midnight(last, 1 - bounds.length))
  return bounds.map((bound) => bound.toISOString())
}

/** Midnight of a day, or of one some days later, where the reader is. */
const midnight = (date: Date, daysLater: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater)

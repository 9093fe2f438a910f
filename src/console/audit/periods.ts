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

/** Midnight of a day, or of one some days later, where the reader is. */
const midnight = (date: Date, daysLater: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater)

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

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
const graceMilliseconds = 10_000

/** A distance from now in words: `in 3 days`, `2 hours ago`, `now`. */
export function relative(milliseconds: number): string {
  const told = milliseconds > 0 ? milliseconds + graceMilliseconds : milliseconds
  const found = units.find(([, length]) => Math.abs(told) >= length)
  if (!found)
    return Math.abs(milliseconds) < 30_000
      ? 'now'
      : milliseconds < 0
        ? 'less than a minute ago'
        : 'in less than a minute'
  const [unit, length] = found
  return words.format(Math.trunc(told / length), unit)
}

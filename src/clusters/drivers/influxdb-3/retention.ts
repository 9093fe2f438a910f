import { ClusterError } from '../driver.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const units = [
  [day, 'd'],
  [hour, 'h'],
  [minute, 'm'],
] as const

/**
 * A retention in the words of InfluxDB 3, in the largest unit that divides it: `30d`. There is no text for ever: zero,
 * as `0d`, would hide all data at once, and of the words for it the server understands none. For ever is to say nothing.
 */
export function printRetention(retentionSeconds: number): string {
  const found = units.find(([seconds]) => retentionSeconds >= seconds && retentionSeconds % seconds === 0)
  if (!found) throw new ClusterError('UNSUPPORTED', 'InfluxDB 3 keeps data for a whole number of minutes.')
  return `${retentionSeconds / found[0]}${found[1]}`
}

/** Seconds are no unit there. */
export const retentionSecondsStep = minute
export const retentionSecondsMin = hour

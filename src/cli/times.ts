import { wrongUsage } from './exit-codes.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

// As the gateway counts them: a month has 30 days, a year 365.
const units: Readonly<Record<string, number>> = {
  s: second,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
  mo: 30 * day,
  y: 365 * day,
}

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
]

/** A time relative to now: `3d ago`, `in 2h`, `just now`. */
export function relativeTime(at: string, now: number): string {
  const distance = Date.parse(at) - now
  const [unit, milliseconds] = steps.find(([, size]) => Math.abs(distance) >= size) ?? []
  if (unit === undefined || milliseconds === undefined) return distance > 0 ? 'in a moment' : 'just now'
  return new Intl.RelativeTimeFormat('en', { style: 'narrow' }).format(Math.round(distance / milliseconds), unit)
}

const moment = /^\d{4}-\d{2}-\d{2}T.+$/
/** A time without its seconds, which the gateway asks for. */
const toTheMinute = /^(.{10}T\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})$/i
const distance = /^(\d{1,6})(mo|y|w|d|h|m|s)$/

/** Reads an RFC 3339 time, seconds or not, or a duration from now such as `30d`. Throws wrong usage. */
export const timeAhead = (text: string): string => timeAt(text, 1)

/** The same, with a duration before now such as `24h`. */
export const timePast = (text: string): string => timeAt(text, -1)

/** Reads a duration such as `30s`; undefined for any other text. */
export function durationMilliseconds(text: string): number | undefined {
  const [, count, unit = ''] = distance.exec(text) ?? []
  const size = units[unit]
  return size === undefined ? undefined : Number(count) * size
}

function timeAt(text: string, direction: 1 | -1): string {
  const milliseconds = durationMilliseconds(text)
  if (milliseconds !== undefined) {
    const at = new Date(Date.now() + direction * milliseconds)
    if (!Number.isNaN(at.getTime())) return at.toISOString()
  }
  if (moment.test(text)) return text.replace(toTheMinute, '$1:00$2')
  throw wrongUsage(
    `${JSON.stringify(text)} is no time: write it as 2026-11-23T10:00:00Z, or as a distance from now such as 30d.`,
  )
}

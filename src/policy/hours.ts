import { LRUCache } from 'lru-cache'
import { badInput } from '../errors.ts'
import { parseList } from '../values/text.ts'

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const

export type Weekday = (typeof weekdays)[number]

/**
 * Wall-clock hours in a zone, from `from` until just before `to`; where `to` is not after `from`, it is on the next day.
 * `days` name the day on which they begin.
 */
export interface Hours {
  readonly days: readonly Weekday[]
  readonly from: string
  readonly to: string
  readonly zone: string
}

const hourMinutes = 60
const dayMinutes = 24 * hourMinutes

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * hourMinutes + Number(time.slice(3))

/** When hours begin and end, in minutes after the midnight before they begin. */
function spanOf({ from, to }: Hours): { readonly begin: number; readonly end: number } {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  return { begin, end: end > begin ? end : end + dayMinutes }
}

/** A clock on the wall: an hour that the change of clocks repeats is there twice, one that it leaves out never. */
interface WallClock {
  readonly day: Weekday
  readonly time: string
}

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 })

/** Throws RangeError for a zone that is not known here. */
function formatIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    const shown = { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    format = new Intl.DateTimeFormat('en-GB', { ...shown, timeZone: zone })
    formats.set(zone, format)
  }
  return format
}

function wallClockIn(zone: string, now: number): WallClock {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type as string, value]),
  )
  const day = parts.get('weekday')?.toUpperCase() as Weekday
  return { day, time: `${parts.get('hour')}:${parts.get('minute')}` }
}

/** Whether it is within the hours; never in a zone that is not known here. */
export function isWithinHours(hours: Hours, now: number): boolean {
  if (!isZone(hours.zone)) return false
  const { begin, end } = spanOf(hours)
  const { day, time } = wallClockIn(hours.zone, now)
  const minute = minutesOf(time)
  const dayBefore = weekdays.at(weekdays.indexOf(day) - 1) as Weekday
  const hasBegunToday = hours.days.includes(day) && begin <= minute && minute < end
  return hasBegunToday || (hours.days.includes(dayBefore) && minute + dayMinutes < end)
}

/** Whether all of `theirs` lies within `mine`; no also where that takes several days of `mine` together. */
export function hoursCover(mine: Hours, theirs: Hours): boolean {
  const [outer, inner] = [spanOf(mine), spanOf(theirs)]
  const areDaysIn = theirs.days.every((day) => mine.days.includes(day))
  return mine.zone === theirs.zone && areDaysIn && outer.begin <= inner.begin && inner.end <= outer.end
}

const shortOf = (day: Weekday): string => `${day[0]}${day.slice(1, 3).toLowerCase()}`

/** Hours in words: `Mon–Fri 08:00–18:00 Europe/Berlin`. */
export function describeHours({ days, from, to, zone }: Hours): string {
  const runs = weekdays
    .map((day) => (days.includes(day) ? shortOf(day) : ''))
    .join(' ')
    .split('  ')
    .map((run) => run.trim().split(' '))
    .filter(([first]) => first)
    .map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', ')))
  return `${runs.join(', ') || 'no day'} ${from}–${to} ${zone}`
}

/** The time on the wall in a zone, in words: `Sun 02:30 Europe/Berlin`. */
export function describeNow(zone: string, now: number): string {
  if (!isZone(zone)) return `${zone} is not known`
  const { day, time } = wallClockIn(zone, now)
  return `${shortOf(day)} ${time} ${zone}`
}

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/
// Names only: later versions of Node take offsets, too, such as +01:00.
const zonePattern = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/

function isZone(zone: string): boolean {
  try {
    return zonePattern.test(zone) && formatIn(zone) !== undefined
  } catch {
    return false
  }
}

/** Checks hours, and answers with their days in the order of the week. Throws BAD_INPUT. */
export function parseHours({ days, from, to, zone }: Hours, field: string): Hours {
  parseList(days, `${field}.days`, 'days', 0, weekdays.length)
  if (!timePattern.test(from)) throw badInput(`${field}.from`, 'A time of day is text such as "08:00".')
  if (!timePattern.test(to) && to !== '24:00') {
    throw badInput(`${field}.to`, 'A time of day is text such as "18:00"; a day ends at "24:00".')
  }
  if (from === to) throw badInput(`${field}.to`, 'Hours end later than they begin; a whole day is "00:00" to "24:00".')
  if (!isZone(zone)) {
    throw badInput(`${field}.zone`, 'A zone is a name of the time zone database, such as "Europe/Berlin" or "UTC".')
  }
  const known = formatIn(zone).resolvedOptions().timeZone
  return {
    days: weekdays.filter((day) => days.includes(day)),
    from,
    to,
    // Only the case: an older name of a zone stays as it was given.
    zone: known.toLowerCase() === zone.toLowerCase() ? known : zone,
  }
}

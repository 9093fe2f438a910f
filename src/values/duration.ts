import { badInput } from '../errors.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

export const seconds = { minute, hour, day }

const unitSeconds: Record<string, number> = {
  mo: 30 * day,
  y: 365 * day,
  w: 7 * day,
  d: day,
  h: hour,
  m: minute,
  s: 1,
}

// `mo` comes before `m`, which would match its first letter.
const part = /(\d{1,12}(?:\.\d{1,9})?)(mo|y|w|d|h|m|s)/y
const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const isoUnits = ['y', 'mo', 'w', 'd', 'h', 'm', 's'] as const

/** About 292 years: the most that the data plane can hold, which counts retention in nanoseconds in 64 bits. */
const secondsMax = 9_223_372_036

/** What a duration is, as errors and the schema say it. */
export const durationRule =
  'A duration is text such as "30d", "1h30m", "2.5d", "1mo" (30 days), "1y" (365 days) or "P30D".'

/** Seconds of a duration text; throws BAD_INPUT. */
export function parseDuration(text: string): number {
  const total = text.startsWith('P') ? parseIso(text) : parseParts(text)
  if (total !== undefined && total > secondsMax) throw badInput('', 'A duration is at most 292 years.')
  if (total === undefined || !Number.isSafeInteger(total)) throw badInput('', durationRule)
  return total
}

function parseParts(text: string): number | undefined {
  let total = 0
  part.lastIndex = 0
  while (part.lastIndex < text.length) {
    const match = part.exec(text)
    if (!match) return undefined
    total += Number(match[1]) * (unitSeconds[match[2] as string] as number)
  }
  return text === '' ? undefined : Number(total.toFixed(6))
}

function parseIso(text: string): number | undefined {
  const match = iso.exec(text)
  const amounts = match?.slice(1)
  if (!amounts?.some((amount) => amount !== undefined) || text.endsWith('T')) return undefined
  return amounts.reduce((total, amount, at) => {
    return total + Number(amount ?? 0) * (unitSeconds[isoUnits[at] as string] as number)
  }, 0)
}

/** The canonical short form: days, hours, minutes and seconds, largest first: "30d", "1h30m", "0s". */
export function printDuration(total: number): string {
  if (total === 0) return '0s'
  let rest = total
  let text = ''
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = unitSeconds[unit] as number
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text
}

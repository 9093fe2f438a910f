import { counted } from '../counts/count-words.ts'

const units = [
  { sign: 'd', word: 'day', milliseconds: 24 * 3_600_000 },
  { sign: 'h', word: 'hour', milliseconds: 3_600_000 },
  { sign: 'm', word: 'minute', milliseconds: 60_000 },
  { sign: 's', word: 'second', milliseconds: 1_000 },
] as const
const part = /(\d+)([dhms])/g

/**
 * A duration, as the API answers with it, in words: `1h30m` is “1 hour 30 minutes”. Days are never turned into months or
 * years, so that one duration has one name.
 */
export const durationWords = (duration: string): string =>
  [...duration.matchAll(part)]
    .map(([, count, sign]) => counted(Number(count), units.find((unit) => unit.sign === sign)?.word ?? ''))
    .join(' ') || duration

/** A length of time in the same words, in its two largest units from minutes up: `12 days 4 hours`, `5 minutes`. */
export function lengthWords(milliseconds: number): string {
  let left = milliseconds
  const parts = units.slice(0, -1).map(({ sign, milliseconds: length }) => {
    const count = Math.floor(left / length)
    left -= count * length
    return { count, sign }
  })
  const first = parts.findIndex(({ count }) => count > 0)
  if (first < 0) return 'less than a minute'
  const told = parts.slice(first, first + 2).filter(({ count }) => count > 0)
  return durationWords(told.map(({ count, sign }) => `${count}${sign}`).join(''))
}

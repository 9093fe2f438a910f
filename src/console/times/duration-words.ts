import { counted } from '../counts/count-words.ts'

const units = { d: 'day', h: 'hour', m: 'minute', s: 'second' } as const
const part = /(\d+)([dhms])/g

/**
 * A duration, as the API answers with it, in words: `1h30m` is “1 hour 30 minutes”. Days are never turned into months or
 * years, so that one duration has one name.
 */
export const durationWords = (duration: string): string =>
  [...duration.matchAll(part)]
    .map(([, count, unit]) => counted(Number(count), units[unit as keyof typeof units]))
    .join(' ') || duration

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time in its two largest units, to be counted down: `12 d 4 h`, `3 h 12 min`, `5 min`. */
export function lengthWords(milliseconds: number): string {
  if (milliseconds < minute) return 'less than a minute'
  const [days, hours, minutes] = [
    Math.floor(milliseconds / day),
    Math.floor((milliseconds % day) / hour),
    Math.floor((milliseconds % hour) / minute),
  ] as const
  const parts =
    days > 0 ? [`${days} d`, hours > 0 && `${hours} h`] : [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`]
  return parts.filter(Boolean).join(' ')
}

import { ExactOnHover } from './exact-on-hover.tsx'
import { clockTime } from './time-words.ts'

/** A time of the clock, for a sentence: `10:04`, or with its day when that is not today. */
export function ClockTime({ at }: { readonly at: string }) {
  return <ExactOnHover at={at}>{clockTime(new Date(at))}</ExactOnHover>
}

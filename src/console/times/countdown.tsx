import { lengthWords } from './duration-words.ts'
import { ExactOnHover } from './exact-on-hover.tsx'
import { graceMilliseconds, shortTime } from './time-words.ts'
import { useNow } from './use-now.ts'
import { useTimeStyle } from './use-time-style.ts'

interface Props {
  readonly to: string
  /** What stands before the time that is left, or before the time itself, for those who want exact times. */
  readonly before?: { readonly left: string; readonly exact: string }
  /** What is said once it is over. */
  readonly over?: string
}

/** How long it is until a time: `ends in 3 hours 12 minutes`. */
export function Countdown({ to, before = { left: 'ends in', exact: 'ends' }, over = 'has ended' }: Props) {
  const [style] = useTimeStyle()
  const end = new Date(to)
  const left = end.getTime() - useNow()
  const told =
    style === 'exact' ? `${before.exact} ${shortTime(end)}` : `${before.left} ${lengthWords(left + graceMilliseconds)}`
  return <ExactOnHover at={to}>{left > 0 ? told : over}</ExactOnHover>
}

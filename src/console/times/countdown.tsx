import { Tooltip } from '@mantine/core'
import { exact } from './exact.ts'
import { useNow } from './use-now.ts'

/** How long it is until a time: `ends in 3 h 12 min`; on hover or focus, the time in the time zone of the viewer. */
export function Countdown({ to }: { readonly to: string }) {
  const now = useNow()
  const date = new Date(to)
  const left = date.getTime() - now
  return (
    <Tooltip label={exact.format(date)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the exact time. */}
      <time dateTime={to} tabIndex={0}>
        {left > 0 ? `ends in ${lengthWords(left)}` : 'has ended'}
      </time>
    </Tooltip>
  )
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time in its two largest units: `12 d 4 h`, `3 h 12 min`, `5 min`. */
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

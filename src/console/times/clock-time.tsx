import { Tooltip } from '@mantine/core'
import { exact } from './exact.ts'

const timeOnly = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const withDay = new Intl.DateTimeFormat(undefined, {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
})

/** A time of the clock, for a sentence: `10:04`, or with its day when that is not today. */
export function ClockTime({ at }: { readonly at: string }) {
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  return (
    <Tooltip label={exact.format(date)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the exact time. */}
      <time dateTime={at} tabIndex={0}>
        {(isToday ? timeOnly : withDay).format(date)}
      </time>
    </Tooltip>
  )
}

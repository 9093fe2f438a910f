import { Tooltip } from '@mantine/core'
import { exactTime } from './time-words.ts'

/** A time in some words; on hover, focus or touch, to the second in the time zone of the reader. */
export function ExactOnHover({ at, children }: { readonly at: string; readonly children: string }) {
  return (
    <Tooltip label={exactTime(new Date(at))} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the exact time. */}
      <time dateTime={at} tabIndex={0}>
        {children}
      </time>
    </Tooltip>
  )
}

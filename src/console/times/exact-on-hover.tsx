import { Tooltip } from '@mantine/core'
import { exactTime } from './time-words.ts'

/**
 * A time in some words; on hover or touch, to the second in the time zone of the reader. It takes no focus, as the keyboard
 * would stop in each row of a list: “Exact times” in the menu of the person shows all of them by the clock.
 */
export function ExactOnHover({ at, children }: { readonly at: string; readonly children: string }) {
  return (
    <Tooltip label={exactTime(new Date(at))} events={{ hover: true, focus: false, touch: true }}>
      <time dateTime={at}>{children}</time>
    </Tooltip>
  )
}

import { Tooltip } from '@mantine/core'
import { exact } from './exact.ts'
import { relative } from './relative.ts'
import { useNow } from './use-now.ts'

interface Props {
  /** An RFC 3339 time; for null, `never` is shown. */
  readonly at: string | null | undefined
  readonly never?: string
}

/** A time relative to now; on hover or focus, the exact time in the time zone of the viewer. */
export function Moment({ at, never = 'Never' }: Props) {
  useNow()
  if (!at) return never
  const date = new Date(at)
  return (
    <Tooltip label={exact.format(date)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the exact time. */}
      <time dateTime={at} tabIndex={0}>
        {relative(date.getTime() - Date.now())}
      </time>
    </Tooltip>
  )
}

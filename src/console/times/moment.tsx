import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { relative } from './relative.ts'

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })
const lookAgainMilliseconds = 30_000

interface Props {
  /** As the gateway gives it; null reads as `never`. */
  readonly at: string | null | undefined
  readonly never?: string
}

/** A moment as people say it, and the exact one, in the time of the reader, where one points or tabs to it. */
export function Moment({ at, never = 'Never' }: Props) {
  const [, setNow] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookAgainMilliseconds)
    return () => clearInterval(timer)
  }, [])
  if (!at) return never
  const date = new Date(at)
  return (
    <Tooltip label={exact.format(date)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time is reached by the keyboard, too. */}
      <time dateTime={at} tabIndex={0}>
        {relative(date.getTime() - Date.now())}
      </time>
    </Tooltip>
  )
}

import { ExactOnHover } from './exact-on-hover.tsx'
import { relativeTime, shortTime } from './time-words.ts'
import { useNow } from './use-now.ts'
import { useTimeStyle } from './use-time-style.ts'

interface Props {
  /** An RFC 3339 time; for null, `never` is shown. */
  readonly at: string | null | undefined
  readonly never?: string
}

/** A time, as the person wants times to be shown. */
export function Moment({ at, never = 'Never' }: Props) {
  useNow()
  const [style] = useTimeStyle()
  if (!at) return never
  const date = new Date(at)
  return (
    <ExactOnHover at={at}>
      {style === 'exact' ? shortTime(date) : relativeTime(date.getTime() - Date.now())}
    </ExactOnHover>
  )
}

import type { DatabaseTokenUsageQuery } from '../../sdk/generated.ts'
import type { Read } from '../api/use-read.ts'
import { RequestsByDay } from '../charts/requests-by-day.tsx'
import classes from './overview.module.css'

interface Props {
  readonly read: Read<DatabaseTokenUsageQuery>
  readonly days: number
  readonly now: number
}

/** How the database tokens that the viewer may see were used on the last days. */
export function TokenUse({ read, days, now }: Props) {
  return (
    <RequestsByDay
      read={read}
      usage={read.data?.databaseTokenUsage}
      days={days}
      now={now}
      notReported={
        <p className={classes['nothing']}>
          Not reported: no proxy before a cluster has this gateway check its data requests. The page of a cluster has
          the configuration for one.
        </p>
      }
    />
  )
}

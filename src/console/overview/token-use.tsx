import type { DatabaseTokenUsageQuery } from '../../sdk/generated.ts'
import type { Read } from '../api/use-read.ts'
import { DayBars } from '../charts/day-bars.tsx'
import { lastDays, usageSeries } from '../charts/series.ts'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import classes from './overview.module.css'

interface Props {
  readonly read: Read<DatabaseTokenUsageQuery>
  readonly days: number
  readonly now: number
}

/** How the database tokens that the viewer may see were used on the last days. */
export function TokenUse({ read: { data, refusal, isLoading, again }, days, now }: Props) {
  const shown = lastDays(days, now)
  const usage = data?.databaseTokenUsage
  const label = 'Data requests by day'
  return (
    <Section title={label}>
      {refusal && <Failure refusal={refusal} again={again} />}
      {isLoading && <Loading rows={4} />}
      {usage && (
        <DayBars
          label={label}
          days={shown}
          series={usageSeries(shown, usage)}
          empty={`No request in the last ${days} days.`}
        />
      )}
      {usage === null && (
        <p className={classes['nothing']}>
          Not reported: no proxy before a cluster has this gateway check its data requests. The page of a cluster has
          the configuration for one.
        </p>
      )}
    </Section>
  )
}

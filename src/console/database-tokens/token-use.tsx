import { Text } from '@mantine/core'
import { useState } from 'react'
import { UsageOfDatabaseTokenDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { DayBars } from '../charts/day-bars.tsx'
import { lastDays, usageSeries } from '../charts/series.ts'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'

const days = 30

/** How a token was used on the last days, as far as its cluster reports it. */
export function TokenUse({ id }: { readonly id: string }) {
  const [now] = useState(Date.now)
  const { data, refusal, isLoading, again } = useRead(
    UsageOfDatabaseTokenDocument,
    { id, days },
    { of: ['DatabaseToken'] },
  )
  const shown = lastDays(days, now)
  const usage = data?.databaseToken?.usage
  const label = 'Data requests by day'
  return (
    <Section title={label}>
      {isLoading && <Loading rows={3} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {usage && (
        <DayBars
          label={label}
          days={shown}
          series={usageSeries(shown, usage)}
          empty={`No request in the last ${days} days.`}
        />
      )}
      {usage === null && (
        <Text size="sm" c="dimmed">
          Not reported: no proxy before its cluster has this gateway check data requests.
        </Text>
      )}
    </Section>
  )
}

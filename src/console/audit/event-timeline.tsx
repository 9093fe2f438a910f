import { Paper } from '@mantine/core'
import { AuditEventCountsDocument, type AuditFilter } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { DayBars } from '../charts/day-bars.tsx'
import { outcomeWords } from './outcome.tsx'
import { dayBounds } from './periods.ts'

const label = 'Events by day'

/** How many events of the filter there were on each day. The list below tells why, where the filter is refused. */
export function EventTimeline({ filter }: { readonly filter: AuditFilter }) {
  const times = dayBounds(filter.from, filter.to)
  const { data } = useRead(AuditEventCountsDocument, { times, filter }, { of: ['AuditEvent'] })
  const counts = data?.auditEventCounts
  if (!counts) return null
  return (
    <Paper p="md" mb="md">
      <DayBars
        label={label}
        days={counts.map(({ from }) => from)}
        series={[
          {
            name: outcomeWords.SUCCEEDED.word,
            color: 'var(--series-reads)',
            counts: counts.map(({ succeeded }) => succeeded),
          },
          { name: outcomeWords.FAILED.word, color: 'var(--tone-warning)', counts: counts.map(({ failed }) => failed) },
          { name: outcomeWords.DENIED.word, color: 'var(--tone-bad)', counts: counts.map(({ denied }) => denied) },
        ]}
        empty="No event on these days."
      />
    </Paper>
  )
}

import type { ReactNode } from 'react'
import type { UsageDayFieldsFragment } from '../../sdk/generated.ts'
import type { Read } from '../api/use-read.ts'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { DayBars } from './day-bars.tsx'
import { lastDays, usageSeries } from './series.ts'

interface Props {
  readonly read: Pick<Read<unknown>, 'refusal' | 'isLoading' | 'again'>
  /** What was read; null where it is not reported, undefined while it is being read. */
  readonly usage: readonly UsageDayFieldsFragment[] | null | undefined
  readonly days: number
  readonly now: number
  /** Why it may not be known. */
  readonly notReported: ReactNode
}

const label = 'Data requests by day'

/** How one token, or several, were used on the last days, as far as their clusters report it. */
export function RequestsByDay({ read: { refusal, isLoading, again }, usage, days, now, notReported }: Props) {
  const shown = lastDays(days, now)
  return (
    <Section title={label}>
      {isLoading && <Loading rows={4} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {usage && (
        <DayBars
          label={label}
          days={shown}
          isUtc
          series={usageSeries(shown, usage)}
          empty={`No request in the last ${days} days.`}
        />
      )}
      {usage === null && notReported}
    </Section>
  )
}

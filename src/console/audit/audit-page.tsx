import { Box } from '@mantine/core'
import { AuditLogDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import type { Column } from '../lists/column.ts'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import type { RowAction } from '../lists/row-actions.tsx'
import { type ListState, useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'
import { TimeSwitch } from '../times/time-switch.tsx'
import { auditFilterOf, noFilter } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { ChainStatus } from './chain-status.tsx'
import { EventFacts, type LoggedEvent, originWords } from './event-facts.tsx'
import { EventTimeline } from './event-timeline.tsx'
import { ExportEvents } from './export-events.tsx'
import { Outcome, outcomeWords } from './outcome.tsx'
import { Questions } from './questions.tsx'
import { EventSentence } from './sentence.tsx'
import { actionName, actorName, sentenceText } from './sentence-parts.ts'

const columns: readonly Column<LoggedEvent>[] = [
  {
    key: 'event',
    title: 'What happened',
    weight: 5,
    isFixed: true,
    text: sentenceText,
    cell: (event) => <EventSentence event={event} />,
  },
  {
    key: 'time',
    title: 'Time',
    weight: 1.6,
    isFixed: true,
    text: ({ occurredAt }) => occurredAt,
    cell: ({ occurredAt }) => <Moment at={occurredAt} />,
  },
  {
    key: 'outcome',
    title: 'Outcome',
    weight: 1.2,
    text: ({ outcome }) => outcomeWords[outcome].word,
    cell: ({ outcome }) => <Outcome outcome={outcome} />,
  },
  { key: 'ip', title: 'From', weight: 1.2, text: ({ ip }) => originWords(ip) },
  { key: 'action', title: 'Action', weight: 1.5, isOffAtFirst: true, text: ({ action }) => action },
  { key: 'sequence', title: 'Number', isOffAtFirst: true, text: ({ sequence }) => sequence },
]

const filterNames = Object.keys(noFilter)

/** The audit log: all actions and refused attempts, newest first. */
export default function AuditPage() {
  const list = useList()
  const chosen = useChosen<'look', LoggedEvent>()
  const filter = auditFilterOf(list)
  const read = useRead(AuditLogDocument, { ...list.page, filter, withTotalCount: true }, { of: ['AuditEvent'] })
  const events = read.data?.auditEvents?.nodes ?? []
  return (
    <>
      <PageHeader title="Audit log">
        <TimeSwitch />
        <ExportEvents filter={filter} />
      </PageHeader>
      <Questions list={list} />
      <EventTimeline filter={filter} />
      <PagedTable
        label="Audit events"
        columns={columns}
        read={read}
        connection={read.data?.auditEvents}
        list={list}
        filters={
          <AuditFilters
            list={list}
            actorLabel={labelIn(events, 'actor', list.filter('actor'))}
            resourceLabel={labelIn(events, 'resource', list.filter('resource'))}
            refusal={read.refusal}
          />
        }
        called={(event: LoggedEvent) => sentenceText(event)}
        actions={(event) => [
          { label: 'Details', isQuick: true, run: () => chosen.choose('look', event) },
          ...narrowings(event, list),
        ]}
        empty={
          list.isNarrowedBy(filterNames) ? (
            <NothingMatches thing="event" list={list} filters={filterNames} />
          ) : (
            <Empty title="No events yet." />
          )
        }
      />
      <Box mt="lg">
        <ChainStatus />
      </Box>
      {chosen.row && (
        <Dialog title={actionName(chosen.row.action)} {...chosen.dialog('look')}>
          <EventFacts event={chosen.row} />
        </Dialog>
      )}
    </>
  )
}

/** What narrows the log to events like this one. */
function narrowings(event: LoggedEvent, { narrow }: ListState): readonly RowAction[] {
  const { actorId, resourceId, resourceLabel, action } = event
  return [
    ...(actorId ? [{ label: `Only by ${actorName(event)}`, run: () => narrow({ actor: actorId }) }] : []),
    ...(resourceId
      ? [{ label: `Only about ${resourceLabel ?? 'this object'}`, run: () => narrow({ resource: resourceId }) }]
      : []),
    { label: `Only “${actionName(action)}”`, run: () => narrow({ action }) },
  ]
}

/** What somebody or something is called in these events; undefined where none is about them. */
function labelIn(events: readonly LoggedEvent[], of: 'actor' | 'resource', id: string): string | undefined {
  if (of === 'resource') return events.find(({ resourceId }) => resourceId === id)?.resourceLabel ?? undefined
  const event = events.find(({ actorId }) => actorId === id)
  return event && actorName(event)
}

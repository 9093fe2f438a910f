import { Anchor, Badge, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type AuditEventFieldsFragment, AuditEventsDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'
import { auditFilterOf } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { ChainStatus } from './chain-status.tsx'
import { EventFacts } from './event-facts.tsx'
import { ExportEvents } from './export-events.tsx'

const outcomeColors = { SUCCEEDED: 'gray', DENIED: 'red', FAILED: 'orange' } as const

/** The audit log: all actions and refused attempts, newest first. */
export default function AuditPage() {
  const list = useList()
  const chosen = useChosen<'look', AuditEventFieldsFragment>()
  const { filter, isNarrowed } = auditFilterOf(list)
  const read = useRead(AuditEventsDocument, { ...list.page, filter, withTotalCount: true }, { of: ['AuditEvent'] })
  return (
    <>
      <PageHeader title="Audit log">
        <ExportEvents filter={filter} />
      </PageHeader>
      <Group mb="md">
        <ChainStatus />
      </Group>
      <AuditFilters list={list} isNarrowed={isNarrowed} refusal={read.refusal} />
      <PagedTable
        label="Audit events"
        columns={[
          { title: 'Time', cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
          {
            title: 'Action',
            isWide: true,
            cell: ({ action }) => <Narrowing onClick={() => list.narrow({ action })}>{action}</Narrowing>,
          },
          {
            title: 'Actor',
            isWide: true,
            cell: ({ actorId, actorLabel }) =>
              actorId ? (
                <Narrowing onClick={() => list.narrow({ actor: actorId })}>{actorLabel}</Narrowing>
              ) : (
                actorLabel
              ),
          },
          {
            title: 'Resource',
            cell: ({ resourceId, resourceLabel }) =>
              resourceId ? (
                <Narrowing onClick={() => list.narrow({ resource: resourceId })}>
                  {resourceLabel ?? resourceId}
                </Narrowing>
              ) : (
                resourceLabel
              ),
          },
          {
            title: 'Outcome',
            cell: ({ outcome, errorCode }) => (
              <>
                <Badge variant="default" size="sm" bd={`1px solid ${outcomeColors[outcome]}`}>
                  {outcome.toLowerCase()}
                </Badge>
                {errorCode && (
                  <Text size="xs" c="dimmed">
                    {errorCode}
                  </Text>
                )}
              </>
            ),
          },
          {
            title: 'Details',
            isActions: true,
            cell: (event) => (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => chosen.choose('look', event)}
                aria-label={`Details of event ${event.sequence}`}
              >
                Details
              </Button>
            ),
          },
        ]}
        read={read}
        connection={read.data?.auditEvents}
        list={list}
        empty={
          isNarrowed ? (
            <Empty title="No event matches.">Change or clear the filters.</Empty>
          ) : (
            <Empty title="No events yet." />
          )
        }
      />
      {chosen.row && (
        <Dialog title={chosen.row.action} {...chosen.dialog('look')}>
          <EventFacts event={chosen.row} />
        </Dialog>
      )}
    </>
  )
}

/** A value in the list; a click on it filters the list by that value. */
function Narrowing({ onClick, children }: { onClick(): void; readonly children: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" ta="start" onClick={onClick} title="Filter by this value">
      {children}
    </Anchor>
  )
}

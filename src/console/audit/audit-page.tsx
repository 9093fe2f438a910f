import { Anchor, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { type AuditEventFieldsFragment, AuditEventsDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Status } from '../states/status.tsx'
import { Moment } from '../times/moment.tsx'
import { auditFilterOf } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { ChainStatus } from './chain-status.tsx'
import { EventFacts } from './event-facts.tsx'
import { ExportEvents } from './export-events.tsx'

const outcomeTones = { SUCCEEDED: 'good', DENIED: 'bad', FAILED: 'warning' } as const

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
          {
            key: 'time',
            title: 'Time',
            isFixed: true,
            text: ({ occurredAt }) => occurredAt,
            cell: ({ occurredAt }) => <Moment at={occurredAt} />,
          },
          {
            key: 'action',
            title: 'Action',
            weight: 1.5,
            text: ({ action }) => action,
            cell: ({ action }) => <Narrowing onClick={() => list.narrow({ action })}>{action}</Narrowing>,
          },
          {
            key: 'actor',
            title: 'Actor',
            weight: 1.5,
            text: ({ actorLabel }) => actorLabel,
            cell: ({ actorId, actorLabel }) =>
              actorId ? (
                <Narrowing onClick={() => list.narrow({ actor: actorId })}>{actorLabel}</Narrowing>
              ) : (
                actorLabel
              ),
          },
          {
            key: 'resource',
            title: 'Resource',
            weight: 1.5,
            text: ({ resourceLabel, resourceId }) => resourceLabel ?? resourceId ?? '',
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
            key: 'outcome',
            title: 'Outcome',
            text: ({ outcome, errorCode }) => errorCode ?? outcome,
            cell: ({ outcome, errorCode }) => (
              <Status tone={outcomeTones[outcome]}>
                {errorCode ? `${outcome.toLowerCase()}: ${errorCode}` : outcome.toLowerCase()}
              </Status>
            ),
          },
        ]}
        read={read}
        connection={read.data?.auditEvents}
        list={list}
        called={({ sequence }) => `of event ${sequence}`}
        actions={(event) => [{ label: 'Details', isQuick: true, run: () => chosen.choose('look', event) }]}
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

import { SegmentedControl } from '@mantine/core'
import { AuditLogDocument, type AuditLogQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { EventSentence } from '../audit/sentence.tsx'
import { sentenceText } from '../audit/sentence-parts.ts'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'

type Row = NonNullable<AuditLogQuery['auditEvents']>['nodes'][number]

interface Props {
  readonly id: string
  readonly name: string
}

const columns: readonly Column<Row>[] = [
  {
    key: 'event',
    title: 'Event',
    weight: 4,
    isFixed: true,
    text: sentenceText,
    cell: (event) => <EventSentence event={event} />,
  },
  {
    key: 'when',
    title: 'When',
    text: ({ occurredAt }) => occurredAt,
    cell: ({ occurredAt }) => <Moment at={occurredAt} />,
  },
]

const toThem = 'to'

/** What somebody did, newest first, or what was done to them, as the audit log has it. */
export function UserActivity({ id, name }: Props) {
  const list = useList()
  const isToThem = list.filter('events') === toThem
  const read = useRead(
    AuditLogDocument,
    { ...list.page, filter: isToThem ? { resourceIds: [id] } : { actorIds: [id] } },
    { of: ['AuditEvent', 'User'] },
  )
  return (
    <>
      <SegmentedControl
        mb="sm"
        aria-label="Events"
        value={isToThem ? toThem : 'by'}
        onChange={(events) => list.narrow({ events: events === toThem ? toThem : '' })}
        data={[
          { value: 'by', label: 'What they did' },
          { value: toThem, label: 'What was done to them' },
        ]}
      />
      <PagedTable
        label={isToThem ? `What was done to ${name}` : `What ${name} did`}
        columns={columns}
        read={read}
        connection={read.data?.auditEvents}
        list={list}
        empty={<Empty title="No events yet." />}
      />
    </>
  )
}

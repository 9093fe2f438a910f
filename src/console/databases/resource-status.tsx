import { Text } from '@mantine/core'
import type { ResourceStatus } from '../../sdk/generated.ts'
import type { Column } from '../lists/column.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import type { ListState } from '../lists/use-list.ts'
import { Status, type Tone } from '../states/status.tsx'
import { Countdown } from '../times/countdown.tsx'
import { Moment } from '../times/moment.tsx'

const choices = [
  { value: 'DELETED', label: 'Deleted' },
  { value: 'ACTIVE,DELETED', label: 'Active and deleted' },
]

/** The statuses in the URL of a list; undefined for the default. */
export function statusesOf(list: ListState): readonly ResourceStatus[] | undefined {
  const statuses = list.known('status', words)
  return statuses.length > 0 ? statuses : undefined
}

/** Filters databases or tables by status. */
export function ResourceStatusFilter({ list }: { readonly list: ListState }) {
  return <FilterSelect list={list} name="status" label="Status" usual="Active" options={choices} />
}

const words: Record<ResourceStatus, { readonly label: string; readonly tone: Tone }> = {
  ACTIVE: { label: 'Active', tone: 'good' },
  DELETED: { label: 'Deleted', tone: 'warning' },
}

interface Row {
  readonly status: ResourceStatus
  readonly restorableUntil: string | null
}

/** The columns of a list of databases or tables that tell the status, and until when a deleted one can be undeleted. */
export const statusColumns = {
  status: {
    ...{ key: 'status', title: 'Status' },
    text: ({ status }: Row) => words[status].label,
    cell: ({ status }: Row) => <Status tone={words[status].tone}>{words[status].label}</Status>,
  },
  restorable: {
    ...{ key: 'restorable', title: 'Undelete until' },
    text: ({ restorableUntil }: Row) => restorableUntil ?? '',
    cell: ({ restorableUntil }: Row) => restorableUntil && <Moment at={restorableUntil} />,
  },
} as const satisfies Record<string, Column<Row>>

/** The status of a database or table; of a deleted one, also until when it can be undeleted. */
export function ResourceState({ of: { status, restorableUntil } }: { readonly of: Row }) {
  const { label, tone } = words[status]
  return (
    <>
      <Status tone={tone}>{label}</Status>
      {restorableUntil && (
        <Text size="sm" c="dimmed" component="span">
          {', '}
          <Countdown
            to={restorableUntil}
            before={{ left: 'can be undeleted for', exact: 'can be undeleted until' }}
            over="can no longer be undeleted"
          />
        </Text>
      )}
    </>
  )
}

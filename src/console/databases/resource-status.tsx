import { Text } from '@mantine/core'
import type { ResourceStatus } from '../../sdk/generated.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import type { ListState } from '../lists/use-list.ts'
import { Status } from '../states/status.tsx'
import { Moment } from '../times/moment.tsx'

const choices = [
  { value: 'DELETED', label: 'Deleted' },
  { value: 'ACTIVE,DELETED', label: 'Active and deleted' },
]

/** The statuses in the URL of a list; undefined for the default. */
export function statusesOf(list: ListState): readonly ResourceStatus[] | undefined {
  const statuses = list.filters('status') as readonly ResourceStatus[]
  return statuses.length > 0 ? statuses : undefined
}

/** Filters databases or tables by status. */
export function ResourceStatusFilter({ list }: { readonly list: ListState }) {
  return <FilterSelect list={list} name="status" label="Status" usual="Active" options={choices} />
}

interface Props {
  readonly of: { readonly status: ResourceStatus; readonly restorableUntil: string | null }
}

/** The status of a database or table; of a deleted one, also until when it can be undeleted. */
export function ResourceState({ of: { status, restorableUntil } }: Props) {
  if (status === 'ACTIVE') return <Status tone="good">Active</Status>
  return (
    <>
      <Status tone="warning">Deleted</Status>
      <Text size="sm" c="dimmed" component="span">
        {', removed for good '}
        <Moment at={restorableUntil} />
      </Text>
    </>
  )
}

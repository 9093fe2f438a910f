import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { TableFieldsFragment } from '../../sdk/generated.ts'
import { statusColumns } from '../databases/resource-status.tsx'
import { templateText } from '../databases/template-words.ts'
import type { Column } from '../lists/column.ts'
import { syncColumn } from '../sync/sync-column.tsx'
import { Moment } from '../times/moment.tsx'

interface Shown {
  readonly clusterName: string
  readonly isWithDeleted: boolean
  /** Opens where a table stands on its cluster; absent where no cluster stands behind. */
  openSync?(table: TableFieldsFragment): void
}

/** The columns of the list of tables. */
export const tableColumns = ({
  clusterName,
  isWithDeleted,
  openSync,
}: Shown): readonly Column<TableFieldsFragment>[] => [
  {
    ...{ key: 'name', title: 'Name', weight: 1.6, isFixed: true, text: ({ name }) => name },
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/tables/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  {
    key: 'partitions',
    title: 'Partitioned by',
    weight: 1.8,
    text: ({ partitionTemplate, inheritsPartitionTemplate }) =>
      `${templateText(partitionTemplate)}${inheritsPartitionTemplate ? ', from the database' : ''}`,
  },
  {
    key: 'created',
    title: 'Created',
    text: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
  statusColumns.status,
  ...(isWithDeleted ? [statusColumns.restorable] : []),
  ...(openSync
    ? [
        syncColumn<TableFieldsFragment>({
          cluster: () => clusterName,
          details: { called: ({ name }) => name, open: openSync },
        }),
      ]
    : []),
]

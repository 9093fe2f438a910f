import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { DatabaseOrderField } from '../../sdk/generated.ts'
import { numberWords } from '../counts/count-words.ts'
import type { Column } from '../lists/column.ts'
import { printPairs } from '../pairs/pairs.ts'
import { syncColumn } from '../sync/sync-column.tsx'
import { Moment } from '../times/moment.tsx'
import type { Database } from './database-dialogs.tsx'
import { statusColumns } from './resource-status.tsx'
import { retentionText } from './retention-field.tsx'

interface Shown {
  /** Whether a cluster stands behind any database. */
  readonly isSynced: boolean
  readonly isWithDeleted: boolean
}

/** The columns of the list of databases. */
export const databaseColumns = ({
  isSynced,
  isWithDeleted,
}: Shown): readonly Column<Database, DatabaseOrderField>[] => [
  {
    key: 'name',
    title: 'Name',
    weight: 1.8,
    isFixed: true,
    orderBy: 'NAME',
    text: ({ name }) => name,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/databases/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'cluster', title: 'Cluster', weight: 1.2, text: ({ cluster }) => cluster.name },
  { key: 'retention', title: 'Retention', text: ({ retentionPeriod }) => retentionText(retentionPeriod) },
  {
    key: 'labels',
    title: 'Labels',
    weight: 1.4,
    text: ({ labels }) => printPairs(labels).replaceAll('\n', ', '),
  },
  statusColumns.status,
  ...(isWithDeleted ? [statusColumns.restorable] : []),
  ...(isSynced ? [syncColumn<Database>({ cluster: (database) => database.cluster.name })] : []),
  { key: 'tables', title: 'Table limit', isOffAtFirst: true, text: ({ maxTables }) => numberWords(maxTables) },
  {
    key: 'columns',
    title: 'Column limit',
    isOffAtFirst: true,
    text: ({ maxColumnsPerTable }) => numberWords(maxColumnsPerTable),
  },
  {
    key: 'created',
    title: 'Created',
    isOffAtFirst: true,
    orderBy: 'CREATED_AT',
    isDescendingFirst: true,
    text: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
]

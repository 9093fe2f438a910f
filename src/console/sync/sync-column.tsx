import type { Column } from '../lists/column.ts'
import { SyncBadge } from './sync-badge.tsx'
import { type Sync, stateWords } from './sync-words.ts'

interface Given<Row> {
  /** The name of the cluster of a row. */
  cluster(row: Row): string
  /** Where a list has no pages for the details: what a row is called, and what opens them. */
  readonly details?: { called(row: Row): string; open(row: Row): void }
}

/** The column that tells where a row stands between the gateway and its cluster. */
export const syncColumn = <Row extends { readonly sync: Sync }>({
  cluster,
  details,
}: Given<Row>): Column<Row, never> => ({
  key: 'sync',
  title: 'On the cluster',
  text: ({ sync }) => (sync.state === 'APPLIED' ? 'As here' : stateWords[sync.state].label),
  cell: (row) =>
    row.sync.state === 'APPLIED' ? (
      'As here'
    ) : (
      <SyncBadge
        sync={row.sync}
        cluster={cluster(row)}
        {...(details && {
          details: { label: `${details.called(row)} on ${cluster(row)}`, open: () => details.open(row) },
        })}
      />
    ),
})

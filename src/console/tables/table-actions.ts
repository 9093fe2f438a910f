import type { Permission, ResourceStatus, TableFieldsFragment } from '../../sdk/generated.ts'
import { can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import type { Choose } from '../dialogs/use-chosen.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import type { Sought } from '../viewer/why.tsx'
import type { TableDeed } from './table-dialogs.tsx'

/** The database of a table, as far as it decides what may be done with the table. */
export interface Home {
  readonly status: ResourceStatus
  readonly viewerMay: readonly Permission[]
}

/** What the viewer may do, and the cluster can do, with a table: nothing in a deleted database. */
export function tableActions(
  table: TableFieldsFragment,
  { status, viewerMay }: Home,
  cluster: Cluster | undefined,
  choose: Choose<TableDeed, TableFieldsFragment>,
): readonly RowAction[] {
  if (status !== 'ACTIVE' || !can(cluster, 'tables')) return []
  const action = (permission: Permission, deed: TableDeed, label: string, isGrave = false) =>
    viewerMay.includes(permission) ? [{ label, isGrave, run: () => choose(deed, table) }] : []
  if (table.status === 'DELETED') return action('TABLE_UNDELETE', 'undelete', 'Undelete')
  return [...action('TABLE_UPDATE', 'rename', 'Rename'), ...action('TABLE_DELETE', 'delete', 'Delete', true)]
}

/** What people look for on the page of a table. */
export const soughtOn = (status: ResourceStatus): readonly Sought[] =>
  status === 'DELETED'
    ? [{ permission: 'TABLE_UNDELETE', words: 'undelete this table' }]
    : [
        { permission: 'TABLE_UPDATE', words: 'rename this table' },
        { permission: 'TABLE_DELETE', words: 'delete this table' },
      ]

import { Button, Group, Text } from '@mantine/core'
import { type Permission, type TableFieldsFragment, TablesDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import { useClusterOf } from '../clusters/use-cluster.ts'
import type { Database } from '../databases/database-dialogs.tsx'
import { ResourceState, ResourceStatusFilter, statusesOf } from '../databases/resource-status.tsx'
import { templateText } from '../databases/template-field.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { type Choose, useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SyncBadge } from '../sync/sync-badge.tsx'
import { SyncDialog } from '../sync/sync-dialog.tsx'
import { SyncFilter, syncStatesOf } from '../sync/sync-filter.tsx'
import { Moment } from '../times/moment.tsx'
import { CreateTable } from './create-table.tsx'
import { type TableDeed, TableDialogs } from './table-dialogs.tsx'

/** The tables of a database. */
export function TableList({ database }: { readonly database: Database }) {
  const may = (permission: Permission) => database.viewerMay.includes(permission)
  const list = useList()
  const creating = useOpened('create')
  const chosen = useChosen<TableDeed, TableFieldsFragment>()
  const isActive = database.status === 'ACTIVE'
  const cluster = useClusterOf()(database.cluster)
  const hasTables = can(cluster, 'tables')
  const mayCreate = isActive && hasTables && may('TABLE_CREATE')
  const read = useRead(
    TablesDocument,
    {
      ...list.page,
      databaseId: database.id,
      filter: { search: list.filter('search'), statuses: statusesOf(list), syncStates: syncStatesOf(list) },
      withTotalCount: true,
    },
    { of: ['Table', 'Database'] },
  )
  return (
    <>
      <Group mb="md" gap="sm">
        <SearchField list={list} label="Search by name" />
        <ResourceStatusFilter list={list} />
        <SyncFilter list={list} clusters={cluster ? [cluster] : []} />
        {mayCreate && (
          <Button variant="default" onClick={creating.open}>
            Create table
          </Button>
        )}
      </Group>
      {!isActive && (
        <Text size="sm" c="dimmed" mb="sm">
          Undelete the database to change its tables.
        </Text>
      )}
      {isActive && may('TABLE_CREATE') && <Cannot cluster={cluster} limits={['tables']} />}
      <PagedTable
        label="Tables"
        columns={[
          {
            title: 'Name',
            cell: (table) => (
              <>
                {table.name}{' '}
                <SyncBadge
                  sync={table.sync}
                  cluster={database.cluster.name}
                  details={{
                    label: `${table.name} on ${database.cluster.name}`,
                    open: () => chosen.choose('sync', table),
                  }}
                />
              </>
            ),
          },
          {
            title: 'Partitioned by',
            cell: ({ partitionTemplate, inheritsPartitionTemplate }) =>
              `${templateText(partitionTemplate)}${inheritsPartitionTemplate ? ', from the database' : ''}`,
          },
          { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
          { title: 'Status', cell: (table) => <ResourceState of={table} /> },
          {
            title: 'Actions',
            isActions: true,
            cell: (table) => isActive && hasTables && <TableActions table={table} may={may} choose={chosen.choose} />,
          },
        ]}
        read={read}
        connection={read.data?.database?.tables}
        list={list}
        empty={
          list.filter('search') || list.filter('status') || list.filter('sync') ? (
            <Empty title="No table matches.">Change the search or the filters.</Empty>
          ) : (
            <Empty title="No tables yet.">
              A table appears with the first write to it.
              {hasTables && ' Create it before only to give it a partition template of its own.'}
            </Empty>
          )
        }
      />
      <TableDialogs chosen={chosen} />
      <SyncDialog
        of={chosen.row}
        called={chosen.row?.name}
        cluster={cluster}
        permission="TABLE_UPDATE"
        {...chosen.dialog('sync')}
      />
      {mayCreate && (
        <Dialog title="Create a table" {...creating}>
          <CreateTable databaseId={database.id} onClose={creating.onClose} />
        </Dialog>
      )}
    </>
  )
}

interface TableActionsProps {
  readonly table: TableFieldsFragment
  /** Whether the viewer may do something with the tables of the database. */
  may(permission: Permission): boolean
  readonly choose: Choose<TableDeed, TableFieldsFragment>
}

function TableActions({ table, may, choose }: TableActionsProps) {
  const button = (deed: TableDeed, label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => choose(deed, table)}
      aria-label={`${label} ${table.name}`}
    >
      {label}
    </Button>
  )
  return (
    <Group gap="xs" justify="flex-end">
      {table.status === 'ACTIVE' && may('TABLE_UPDATE') && button('rename', 'Rename')}
      {table.status === 'ACTIVE' && may('TABLE_DELETE') && button('delete', 'Delete')}
      {table.status === 'DELETED' && may('TABLE_UNDELETE') && button('undelete', 'Undelete')}
    </Group>
  )
}

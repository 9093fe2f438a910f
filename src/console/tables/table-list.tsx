import { Button, Group, Text } from '@mantine/core'
import { type Permission, type TableFieldsFragment, TablesDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import { useClusterOf } from '../clusters/use-cluster.ts'
import type { Database } from '../databases/database-dialogs.tsx'
import { ResourceStatusFilter, statusesOf } from '../databases/resource-status.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SyncDialog } from '../sync/sync-dialog.tsx'
import { SyncFilter, syncStatesOf } from '../sync/sync-filter.tsx'
import { CreateTable } from './create-table.tsx'
import { tableActions } from './table-actions.ts'
import { tableColumns } from './table-columns.tsx'
import { type TableDeed, TableDialogs } from './table-dialogs.tsx'

const filters = ['search', 'status', 'sync']

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
  const columns = tableColumns({
    clusterName: database.cluster.name,
    isWithDeleted: statusesOf(list) !== undefined,
    ...(cluster?.link.kind !== 'NONE' && { openSync: (table) => chosen.choose('sync', table) }),
  })
  const asked = {
    databaseId: database.id,
    filter: { search: list.filter('search'), statuses: statusesOf(list), syncStates: syncStatesOf(list) },
  }
  const read = useRead(TablesDocument, { ...asked, ...list.page, withTotalCount: true }, { of: ['Table', 'Database'] })
  return (
    <>
      {mayCreate && (
        <Group mb="sm" justify="flex-end">
          <Button variant="default" onClick={creating.open}>
            Create table
          </Button>
        </Group>
      )}
      {!isActive && (
        <Text size="sm" c="dimmed" mb="sm">
          Undelete the database to change its tables.
        </Text>
      )}
      {isActive && may('TABLE_CREATE') && <Cannot cluster={cluster} limits={['tables']} />}
      <PagedTable
        label="Tables"
        columns={columns}
        filters={
          <>
            <SearchField list={list} label="Search by name" />
            <ResourceStatusFilter list={list} />
            <SyncFilter list={list} clusters={cluster ? [cluster] : []} />
          </>
        }
        exported={{
          fileName: `tables-of-${database.name}`,
          thing: 'table',
          read: async (page) => (await ask(TablesDocument, { ...asked, ...page })).database?.tables,
        }}
        called={({ name }) => name}
        actions={(table) => tableActions(table, database, cluster, chosen.choose)}
        read={read}
        connection={read.data?.database?.tables}
        list={list}
        empty={
          list.isNarrowedBy(filters) ? (
            <NothingMatches thing="table" list={list} filters={filters} />
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
          <CreateTable database={database} onClose={creating.onClose} />
        </Dialog>
      )}
    </>
  )
}

import { Button } from '@mantine/core'
import { DatabasesDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { ClusterFilter, useClusters } from '../clusters/cluster-select.tsx'
import { useClusterOf, useIsSynced } from '../clusters/use-cluster.ts'
import { usePlaces } from '../clusters/use-places.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { orderOf } from '../lists/order.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SyncFilter, syncStatesOf } from '../sync/sync-filter.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { CreateDatabase } from './create-database.tsx'
import { databaseActions } from './database-actions.ts'
import { databaseColumns } from './database-columns.tsx'
import { type Database, type DatabaseDeed, DatabaseDialogs } from './database-dialogs.tsx'
import { ResourceStatusFilter, statusesOf } from './resource-status.tsx'

const filters = ['search', 'status', 'cluster', 'sync']

/** The databases of the account, deleted ones included while they can be undeleted. */
export default function DatabasesPage() {
  const { may } = useSignedIn()
  const list = useList()
  const clusters = useClusters()
  const clusterOf = useClusterOf()
  const places = usePlaces()
  const creating = useOpened('create')
  const chosen = useChosen<DatabaseDeed, Database>()
  const cluster = list.filter('cluster')
  const isSynced = useIsSynced()
  const columns = databaseColumns({
    isSynced,
    isWithDeleted: statusesOf(list) !== undefined,
  })
  const asked = {
    clusterId: cluster || null,
    filter: { search: list.filter('search'), statuses: statusesOf(list), syncStates: syncStatesOf(list) },
    orderBy: orderOf(list, columns),
  }
  const read = useRead(DatabasesDocument, { ...asked, ...list.page, withTotalCount: true }, { of: ['Database'] })
  return (
    <>
      <PageHeader title="Databases">
        <Why sought={[{ permission: 'DATABASE_CREATE', words: 'create databases' }]} />
        <IfMay permission="DATABASE_CREATE">
          <Button onClick={creating.open}>Create database</Button>
        </IfMay>
      </PageHeader>
      <PagedTable
        label="Databases"
        columns={columns}
        usualOrder="name"
        filters={
          <>
            <SearchField list={list} label="Search by name" />
            <ResourceStatusFilter list={list} />
            <ClusterFilter clusters={clusters} value={cluster} onChoose={(id) => list.narrow({ cluster: id })} />
            <SyncFilter list={list} clusters={clusters} />
          </>
        }
        exported={{
          fileName: 'databases',
          thing: 'database',
          read: async (page) => (await ask(DatabasesDocument, { ...asked, ...page })).databases,
        }}
        called={({ name }) => name}
        actions={(database) => [
          ...databaseActions(database, clusterOf(database.cluster), chosen.choose),
          ...(may('AUDIT_READ') ? [{ label: 'Who changed it', href: `/audit?resource=${database.id}` }] : []),
        ]}
        read={read}
        connection={read.data?.databases}
        list={list}
        empty={
          list.isNarrowedBy(filters) ? (
            <NothingMatches thing="database" list={list} filters={filters} />
          ) : (
            <NoDatabase />
          )
        }
      />
      <DatabaseDialogs chosen={chosen} cluster={clusterOf(chosen.row?.cluster)} />
      <IfMay permission="DATABASE_CREATE">
        {places.length > 0 && (
          <Dialog title="Create a database" {...creating}>
            <CreateDatabase clusters={places} clusterId={cluster} onClose={creating.onClose} />
          </Dialog>
        )}
      </IfMay>
    </>
  )
}

function NoDatabase() {
  return (
    <Empty title="No databases yet.">
      <IfMay
        permission="DATABASE_CREATE"
        otherwise={<NotAllowed permission="DATABASE_CREATE" title="You may not create databases" />}
      >
        Create a database, then a database token with which programs write to it.
      </IfMay>
    </Empty>
  )
}

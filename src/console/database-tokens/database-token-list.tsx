import { DatabaseTokensDocument, RevokeDatabaseTokenDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { ClusterFilter, useClusters } from '../clusters/cluster-select.tsx'
import { useClusterOf, useIsSynced } from '../clusters/use-cluster.ts'
import { DatabaseFilter } from '../databases/database-filter.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { orderOf } from '../lists/order.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SyncDialog } from '../sync/sync-dialog.tsx'
import { SyncFilter, syncStatesOf } from '../sync/sync-filter.tsx'
import { TokenFilters, tokenFilters, useTokenFilter } from '../tokens/token-filters.tsx'
import { useRevocation } from '../tokens/use-revocation.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { databaseTokenActions } from './database-token-actions.ts'
import { databaseTokenColumns } from './database-token-columns.tsx'
import { type DatabaseTokenDeed, DatabaseTokenDialogs } from './database-token-dialogs.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'

const filters = [...tokenFilters, 'cluster', 'database', 'sync']

/** The database tokens of the account, or those with access to one database. */
export function DatabaseTokenList({ databaseId }: { readonly databaseId?: string }) {
  const { may, mayEverywhere } = useSignedIn()
  const list = useList()
  const clusters = useClusters()
  const clusterOf = useClusterOf()
  const chosen = useChosen<DatabaseTokenDeed, DatabaseToken>()
  const chosenCluster = clusterOf(chosen.row?.cluster)
  const filter = useTokenFilter(list)
  const cluster = list.filter('cluster')
  const database = databaseId ?? list.filter('database')
  const columns = databaseTokenColumns(useIsSynced() ? (token) => chosen.choose('sync', token) : undefined)
  const asked = {
    clusterId: cluster || null,
    filter: { ...filter, syncStates: syncStatesOf(list), ...(database && { databaseIds: [database] }) },
    orderBy: orderOf(list, columns),
    // Of single clusters that a viewer may read, nothing is said: the list has tokens of others.
    withLastCheck: mayEverywhere('CLUSTER_READ'),
  }
  const read = useRead(
    DatabaseTokensDocument,
    { ...asked, ...list.page, withTotalCount: true },
    { of: ['DatabaseToken'] },
  )
  const revocation = useRevocation(
    read.data?.databaseTokens?.nodes,
    RevokeDatabaseTokenDocument,
    ({ id, version }) => ({ id, expectedVersion: version }),
    ['DatabaseToken'],
  )
  return (
    <>
      <PagedTable
        label="Database tokens"
        columns={columns}
        usualOrder="-created"
        filters={
          <>
            <SearchField list={list} label="Search by description" />
            <TokenFilters list={list} canRotate />
            {databaseId === undefined && (
              <>
                <ClusterFilter
                  clusters={clusters}
                  value={cluster}
                  onChoose={(id) => list.narrow({ cluster: id, database: '' })}
                />
                <DatabaseFilter clusterId={cluster} value={database} onChoose={(id) => list.narrow({ database: id })} />
              </>
            )}
            <SyncFilter list={list} clusters={clusters} />
          </>
        }
        exported={{
          fileName: 'database-tokens',
          thing: 'token',
          read: async (page) => (await ask(DatabaseTokensDocument, { ...asked, ...page })).databaseTokens,
        }}
        called={({ description }) => description}
        actions={(token) => databaseTokenActions(token, may, chosen.choose)}
        {...(may('DATABASE_TOKEN_REVOKE') && { choosing: revocation.choosing })}
        read={read}
        connection={read.data?.databaseTokens}
        list={list}
        empty={
          list.isNarrowedBy(filters) ? (
            <NothingMatches thing="token" list={list} filters={filters} />
          ) : (
            <Empty title="No active tokens yet.">Create a token for each program that reads or writes data.</Empty>
          )
        }
      />
      {revocation.dialog}
      <DatabaseTokenDialogs chosen={chosen} cluster={chosenCluster} />
      <SyncDialog
        of={chosen.row}
        called={chosen.row?.description}
        cluster={chosenCluster}
        permission="DATABASE_TOKEN_UPDATE"
        {...chosen.dialog('sync')}
      />
    </>
  )
}

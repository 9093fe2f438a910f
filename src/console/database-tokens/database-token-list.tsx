import { Button, Code, Group, Text } from '@mantine/core'
import { DatabaseTokensDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ClusterFilter, useClusters } from '../clusters/cluster-select.tsx'
import { useClusterOf } from '../clusters/use-cluster.ts'
import { DatabaseFilter } from '../databases/database-filter.tsx'
import { type Choose, useChosen } from '../dialogs/use-chosen.ts'
import { OrderSelect, orderOf } from '../lists/order-select.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { SyncBadge } from '../sync/sync-badge.tsx'
import { SyncDialog } from '../sync/sync-dialog.tsx'
import { SyncFilter, syncStatesOf } from '../sync/sync-filter.tsx'
import { Moment } from '../times/moment.tsx'
import { TokenExpiry } from '../tokens/token-expiry.tsx'
import { TokenFilters, tokenOrders, useTokenFilter } from '../tokens/token-filters.tsx'
import { TokenStatus } from '../tokens/token-status.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { type DatabaseTokenDeed, DatabaseTokenDialogs } from './database-token-dialogs.tsx'
import type { DatabaseToken } from './edit-database-token.tsx'

/** The database tokens of the account, or those with access to one database. */
export function DatabaseTokenList({ databaseId }: { readonly databaseId?: string }) {
  const { mayEverywhere } = useSignedIn()
  const list = useList()
  const clusters = useClusters()
  const clusterOf = useClusterOf()
  const chosen = useChosen<DatabaseTokenDeed, DatabaseToken>()
  const chosenCluster = clusterOf(chosen.row?.cluster)
  const { filter, isNarrowed } = useTokenFilter(list)
  const cluster = list.filter('cluster')
  const database = databaseId ?? list.filter('database')
  const read = useRead(
    DatabaseTokensDocument,
    {
      ...list.page,
      clusterId: cluster || null,
      filter: { ...filter, syncStates: syncStatesOf(list), ...(database && { databaseIds: [database] }) },
      orderBy: orderOf(list, tokenOrders),
      withTotalCount: true,
      // Of single clusters that a viewer may read, nothing is said: the list has tokens of others.
      withLastCheck: mayEverywhere('CLUSTER_READ'),
    },
    { of: ['DatabaseToken'] },
  )
  return (
    <>
      <Group mb="md" gap="sm">
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
        <OrderSelect list={list} orders={tokenOrders} usual="Newest first" />
      </Group>
      <PagedTable
        label="Database tokens"
        columns={[
          {
            title: 'Description',
            cell: (token) => (
              <>
                {token.description}{' '}
                <SyncBadge
                  sync={token.sync}
                  cluster={token.cluster.name}
                  details={{
                    label: `${token.description} on ${token.cluster.name}`,
                    open: () => chosen.choose('sync', token),
                  }}
                />
                <Text size="xs" c="dimmed" component="div">
                  <Code>{token.prefix}…</Code> on {token.cluster.name}
                </Text>
                {token.replacedBy && <Kin said="Replaced by" token={token.replacedBy} />}
                {token.rotatedFrom && <Kin said="Replaces" token={token.rotatedFrom} />}
              </>
            ),
          },
          {
            title: 'Permissions',
            cell: ({ permissions, reachesMore }) => (
              <>
                <PermissionsText permissions={permissions} />
                {reachesMore && (
                  <Text size="xs" c="dimmed">
                    It also reaches databases that you may not see, so you cannot change it.
                  </Text>
                )}
              </>
            ),
          },
          { title: 'Status', cell: ({ status }) => <TokenStatus status={status} /> },
          {
            title: 'Last used',
            cell: ({ lastUsedAt, cluster }) => (
              <Moment at={lastUsedAt} never={cluster.lastCheckAt === null ? 'Not reported' : 'Never'} />
            ),
          },
          { title: 'Expires', cell: (token) => <TokenExpiry token={token} /> },
          {
            title: 'Created',
            cell: ({ createdAt, createdBy }) => (
              <>
                <Moment at={createdAt} />
                {createdBy && (
                  <Text size="xs" c="dimmed">
                    by {createdBy.name}
                  </Text>
                )}
              </>
            ),
          },
          {
            title: 'Actions',
            isActions: true,
            cell: (token) =>
              isAccepted(token) && !token.reachesMore && <TokenActions token={token} choose={chosen.choose} />,
          },
        ]}
        read={read}
        connection={read.data?.databaseTokens}
        list={list}
        empty={
          isNarrowed || list.filter('cluster') || list.filter('database') || list.filter('sync') ? (
            <Empty title="No token matches.">Change the search or the filters.</Empty>
          ) : (
            <Empty title="No active tokens yet.">Create a token for each program that reads or writes data.</Empty>
          )
        }
      />
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

const isAccepted = ({ status }: DatabaseToken) => status === 'ACTIVE' || status === 'REPLACED'

interface KinProps {
  readonly said: string
  readonly token: NonNullable<DatabaseToken['replacedBy']>
}

/** The predecessor or successor of a rotated token, by its prefix and status. */
function Kin({ said, token: { prefix, status } }: KinProps) {
  return (
    <Text size="xs" c="dimmed" component="div">
      {said} <Code>{prefix}…</Code>
      {status !== 'ACTIVE' && status !== 'REPLACED' && `, ${status.toLowerCase()}`}
    </Text>
  )
}

/** The permissions of a token in words, by database. */
function PermissionsText({ permissions }: Pick<DatabaseToken, 'permissions'>) {
  if (permissions.length === 0) return 'None'
  const byDatabase = new Map<string, { name: string; actions: string[] }>()
  for (const { action, allDatabases, database } of permissions) {
    const key = allDatabases ? '*' : (database?.id ?? '')
    const name = allDatabases ? 'all databases' : (database?.name ?? 'a removed database')
    const known = byDatabase.get(key)
    if (known) known.actions.push(action.toLowerCase())
    else byDatabase.set(key, { name, actions: [action.toLowerCase()] })
  }
  const shown = [...byDatabase].slice(0, databasesShown)
  const more = byDatabase.size - shown.length
  return (
    <>
      {shown.map(([key, { name, actions }]) => (
        <div key={key}>
          {actions.join(' and ')} {name}
        </div>
      ))}
      {more > 0 && `and ${more} more`}
    </>
  )
}

const databasesShown = 3

interface TokenActionsProps {
  readonly token: DatabaseToken
  readonly choose: Choose<DatabaseTokenDeed, DatabaseToken>
}

function TokenActions({ token, choose }: TokenActionsProps) {
  const { may } = useSignedIn()
  const button = (deed: DatabaseTokenDeed, label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => choose(deed, token)}
      aria-label={`${label} ${token.description}`}
    >
      {label}
    </Button>
  )
  return (
    <Group gap="xs" justify="flex-end">
      {may('DATABASE_TOKEN_UPDATE') && button('edit', 'Edit')}
      {token.status === 'ACTIVE' &&
        may('DATABASE_TOKEN_UPDATE') &&
        may('DATABASE_TOKEN_CREATE') &&
        button('rotate', 'Rotate')}
      {may('DATABASE_TOKEN_REVOKE') && button('revoke', 'Revoke')}
    </Group>
  )
}

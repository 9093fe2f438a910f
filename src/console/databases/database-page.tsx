import { Anchor, Box, Paper, Tabs } from '@mantine/core'
import { Link, useParams, useSearchParams } from 'wouter'
import { DatabaseDocument, type Permission } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Cannot } from '../clusters/cannot.tsx'
import { type Cluster, useClusterOf } from '../clusters/use-cluster.ts'
import { numberWords } from '../counts/count-words.ts'
import { DatabaseTokenList } from '../database-tokens/database-token-list.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { ActionButtons } from '../lists/action-buttons.tsx'
import { PairList } from '../pairs/pair-list.tsx'
import { Reach } from '../reach/reach.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { SyncDetails } from '../sync/sync-details.tsx'
import { TableList } from '../tables/table-list.tsx'
import { Moment } from '../times/moment.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { type Deed, Why } from '../viewer/why.tsx'
import { databaseActions } from './database-actions.ts'
import { type Database, type DatabaseDeed, DatabaseDialogs } from './database-dialogs.tsx'
import { ResourceState } from './resource-status.tsx'
import { retentionText } from './retention-field.tsx'
import { templateText } from './template-field.tsx'

/** One database: its properties, its tables, and the tokens with access to it. */
export default function DatabasePage() {
  const { id = '' } = useParams<{ id: string }>()
  const { data, refusal, isLoading, again } = useRead(DatabaseDocument, { id }, { of: ['Database'] })
  const chosen = useChosen<DatabaseDeed, Database>()
  const database = data?.database
  const cluster = useClusterOf()(database?.cluster)
  if (data && !refusal && !database) {
    return <NotFound what="Database" next={{ href: '/databases', label: 'All databases' }} />
  }
  if (!database) {
    return (
      <>
        <PageHeader title="Database" />
        {isLoading && <Loading />}
        {refusal && <Failure refusal={refusal} again={again} />}
      </>
    )
  }
  return (
    <>
      <PageHeader title={database.name}>
        <Why deeds={database.status === 'DELETED' ? deedsOnDeleted : deedsOnActive} of={database} />
        <ActionButtons called={database.name} actions={databaseActions(database, cluster, chosen.choose)} />
      </PageHeader>
      {cluster && database.sync.state !== 'APPLIED' && (
        <Box mb="lg">
          <Section title={`On ${cluster.name}`}>
            <SyncDetails of={database} cluster={cluster} permission="DATABASE_UPDATE" />
          </Section>
        </Box>
      )}
      <DatabaseFacts database={database} cluster={cluster} />
      <Contents database={database} />
      <DatabaseDialogs chosen={chosen} cluster={cluster} />
    </>
  )
}

const deedsOnActive: readonly Deed[] = [
  { permission: 'DATABASE_DELETE', words: 'delete it' },
  { permission: 'TABLE_READ', words: 'see its tables' },
  { permission: 'TABLE_CREATE', words: 'create tables' },
  { permission: 'DATABASE_TOKEN_READ', words: 'see the tokens with access' },
]
const deedsOnDeleted: readonly Deed[] = [
  { permission: 'DATABASE_UNDELETE', words: 'undelete it' },
  { permission: 'DATABASE_PURGE', words: 'purge it' },
]

interface FactsProps {
  readonly database: Database
  readonly cluster: Cluster | undefined
}

function DatabaseFacts({ database, cluster }: FactsProps) {
  const { may } = useSignedIn()
  const mayUpdate = database.viewerMay.includes('DATABASE_UPDATE')
  return (
    <>
      <Paper withBorder p="md" mb="lg">
        <Facts
          facts={[
            { label: 'Status', value: <ResourceState of={database} /> },
            { label: 'ID', value: <CopyLine value={database.id} label="the ID of the database" /> },
            {
              label: 'Cluster',
              value: may('CLUSTER_READ') ? (
                <Anchor component={Link} href={`/clusters/${database.cluster.id}`} inherit>
                  {database.cluster.name}
                </Anchor>
              ) : (
                database.cluster.name
              ),
            },
            { label: 'Retention', value: retentionText(database.retentionPeriod) },
            { label: 'Partitioned by', value: templateText(database.partitionTemplate) },
            { label: 'Table limit', value: numberWords(database.maxTables) },
            { label: 'Column limit', value: numberWords(database.maxColumnsPerTable) },
            { label: 'Labels', value: <PairList pairs={database.labels} /> },
            { label: 'Created', value: <Moment at={database.createdAt} /> },
            { label: 'Updated', value: <Moment at={database.updatedAt} /> },
          ]}
        />
      </Paper>
      {mayUpdate && <Cannot cluster={cluster} limits={['renameDatabase', 'changeRetention', 'tableLimits']} />}
      {!mayUpdate && (
        <NotAllowed permission="DATABASE_UPDATE" resourceId={database.id} title="You may not change this database" />
      )}
    </>
  )
}

/** The tabs with the lists of a database. The URL holds the open tab, and the page and filters of its list. */
function Contents({ database }: { readonly database: Database }) {
  const { may: mayAnywhere } = useSignedIn()
  const may = (permission: Permission) => database.viewerMay.includes(permission)
  const [search, setSearch] = useSearchParams()
  const lists = [
    ...(may('TABLE_READ') ? [{ key: 'tables', title: 'Tables', content: <TableList database={database} /> }] : []),
    ...(may('DATABASE_TOKEN_READ')
      ? [{ key: 'tokens', title: 'Tokens with access', content: <DatabaseTokenList databaseId={database.id} /> }]
      : []),
    ...(may('DATABASE_TOKEN_READ') || mayAnywhere('USER_READ')
      ? [{ key: 'reach', title: 'Who can reach it', content: <Reach database={database} /> }]
      : []),
  ]
  const asked = search.get('show')
  const shown = lists.find(({ key }) => key === asked) ?? lists[0]
  if (!shown) return null
  return (
    <Tabs mt="lg" value={shown.key} onChange={(show) => setSearch(show ? { show } : {})} keepMounted={false}>
      <Tabs.List mb="md">
        {lists.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {lists.map(({ key, content }) => (
        <Tabs.Panel key={key} value={key}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

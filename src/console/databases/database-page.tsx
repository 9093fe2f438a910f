import { Box } from '@mantine/core'
import { useParams } from 'wouter'
import { DatabaseDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import { type Cluster, useClusterOf } from '../clusters/use-cluster.ts'
import { useDeeds } from '../dialogs/use-deeds.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { ActionButtons } from '../lists/action-buttons.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { SyncDetails } from '../sync/sync-details.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { type Sought, Why } from '../viewer/why.tsx'
import { databaseActions, databaseDeeds } from './database-actions.ts'
import { DatabaseContents } from './database-contents.tsx'
import { type Database, type DatabaseDeed, DatabaseDialogs } from './database-dialogs.tsx'
import { DatabaseFacts, DatabaseFigures } from './database-facts.tsx'

/** One database: its properties, its tables, and the tokens with access to it. */
export default function DatabasePage() {
  const { id = '' } = useParams<{ id: string }>()
  return <OneDatabase key={id} id={id} />
}

function OneDatabase({ id }: { readonly id: string }) {
  const { data, refusal, isLoading, again } = useRead(DatabaseDocument, { id }, { of: ['Database'] })
  const database = data?.database
  const cluster = useClusterOf()(database?.cluster)
  const chosen = useDeeds<DatabaseDeed, Database>(database ?? undefined, (deed, of) =>
    databaseDeeds(of, cluster).some((offered) => offered.deed === deed),
  )
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
  const mayUpdate = database.viewerMay.includes('DATABASE_UPDATE')
  return (
    <>
      <PageHeader title={database.name}>
        <Why sought={database.status === 'DELETED' ? soughtOnDeleted : soughtOn(cluster)} of={database} />
        <ActionButtons called={database.name} actions={databaseActions(database, cluster, chosen.choose)} />
      </PageHeader>
      {cluster && database.sync.state !== 'APPLIED' && (
        <Box mb="lg">
          <Section title={`On ${cluster.name}`}>
            <SyncDetails of={database} cluster={cluster} permission="DATABASE_UPDATE" />
          </Section>
        </Box>
      )}
      <DatabaseFigures database={database} cluster={cluster} />
      {mayUpdate ? (
        <Cannot cluster={cluster} limits={['renameDatabase', 'changeRetention', 'tableLimits']} />
      ) : (
        <Box mb="lg">
          <NotAllowed permission="DATABASE_UPDATE" resourceId={database.id} title="You may not change this database" />
        </Box>
      )}
      <DatabaseContents database={database} />
      <DatabaseFacts database={database} />
      <DatabaseDialogs chosen={chosen} cluster={cluster} />
    </>
  )
}

const soughtOn = (cluster: Cluster | undefined): readonly Sought[] => [
  { permission: 'DATABASE_DELETE', words: 'delete it' },
  { permission: 'TABLE_READ', words: 'see its tables' },
  ...(can(cluster, 'tables') ? soughtOnTables : []),
  { permission: 'DATABASE_TOKEN_READ', words: 'see the tokens with access' },
]
const soughtOnTables: readonly Sought[] = [
  { permission: 'TABLE_CREATE', words: 'create tables' },
  { permission: 'TABLE_UPDATE', words: 'rename its tables' },
  { permission: 'TABLE_DELETE', words: 'delete its tables' },
  { permission: 'TABLE_UNDELETE', words: 'undelete its tables' },
]
const soughtOnDeleted: readonly Sought[] = [
  { permission: 'DATABASE_UNDELETE', words: 'undelete it' },
  { permission: 'DATABASE_PURGE', words: 'purge it' },
]

import { Anchor, Box, Stack } from '@mantine/core'
import { Link, useParams } from 'wouter'
import { TableDocument, type TableFieldsFragment, type TableQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ObjectHistory } from '../audit/object-history.tsx'
import { Cannot } from '../clusters/cannot.tsx'
import { useClusterOf } from '../clusters/use-cluster.ts'
import { ResourceState } from '../databases/resource-status.tsx'
import { templateText } from '../databases/template-words.ts'
import { useChosen } from '../dialogs/use-chosen.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { Figures } from '../facts/figures.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { ActionButtons } from '../lists/action-buttons.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { SyncDetails } from '../sync/sync-details.tsx'
import { Moment } from '../times/moment.tsx'
import { Why } from '../viewer/why.tsx'
import { soughtOn, tableActions } from './table-actions.ts'
import { type TableDeed, TableDialogs } from './table-dialogs.tsx'

type Table = NonNullable<TableQuery['table']>

/** One table: whether it is there, how it is partitioned, and what was done to it. */
export default function TablePage() {
  const { id = '' } = useParams<{ id: string }>()
  const { data, refusal, isLoading, again } = useRead(TableDocument, { id }, { of: ['Table', 'Database'] })
  const table = data?.table
  if (data && !refusal && !table) {
    return <NotFound what="Table" next={{ href: '/databases', label: 'All databases' }} />
  }
  if (!table) {
    return (
      <>
        <PageHeader title="Table" />
        {isLoading && <Loading />}
        {refusal && <Failure refusal={refusal} again={again} />}
      </>
    )
  }
  return <Shown table={table} />
}

function Shown({ table }: { readonly table: Table }) {
  const { id, name, createdAt, partitionTemplate, inheritsPartitionTemplate, database } = table
  const chosen = useChosen<TableDeed, TableFieldsFragment>()
  const cluster = useClusterOf()(database.cluster)
  return (
    <>
      <PageHeader title={name}>
        <Why sought={soughtOn(table.status)} of={database} />
        <ActionButtons called={name} actions={tableActions(table, database, cluster, chosen.choose)} />
      </PageHeader>
      {cluster && table.sync.state !== 'APPLIED' && (
        <Box mb="lg">
          <Section title={`On ${cluster.name}`}>
            <SyncDetails of={table} cluster={cluster} permission="TABLE_UPDATE" />
          </Section>
        </Box>
      )}
      <Figures
        figures={[
          { label: 'Status', value: <ResourceState of={table} /> },
          {
            label: 'Database',
            value: (
              <Anchor component={Link} href={`/databases/${database.id}`} inherit>
                {database.name}
              </Anchor>
            ),
            ...(database.status === 'DELETED' && { note: 'Undelete it to change its tables' }),
          },
          {
            label: 'Partitioned by',
            value: templateText(partitionTemplate),
            note: inheritsPartitionTemplate ? 'From the database' : 'Its own',
          },
        ]}
      />
      <Cannot cluster={cluster} limits={['tables']} />
      <Stack gap="lg">
        <Section title="Details">
          <Facts
            facts={[
              { label: 'Created', value: <Moment at={createdAt} /> },
              { label: 'ID', value: <CopyLine value={id} label="the ID of the table" /> },
            ]}
          />
        </Section>
        <ObjectHistory id={id} />
      </Stack>
      <TableDialogs chosen={chosen} />
    </>
  )
}

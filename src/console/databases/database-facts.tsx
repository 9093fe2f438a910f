import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import { numberWords } from '../counts/count-words.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { type Figure, Figures } from '../facts/figures.tsx'
import { Section } from '../frame/section.tsx'
import { PairList } from '../pairs/pair-list.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Database } from './database-dialogs.tsx'
import { ResourceState } from './resource-status.tsx'
import { retentionText } from './retention-field.tsx'
import { templateText } from './template-words.ts'

interface Props {
  readonly database: Database
  /** Its cluster; undefined while it is being read. */
  readonly cluster: Cluster | undefined
}

/** What is asked first of a database: whether it is there, how long it keeps data, and how much it takes. */
export function DatabaseFigures({ database, cluster }: Props) {
  const { retentionPeriod, maxTables, maxColumnsPerTable } = database
  return (
    <Figures
      figures={[
        { label: 'Status', value: <ResourceState of={database} /> },
        {
          label: 'Retention',
          value: retentionText(retentionPeriod),
          note: retentionPeriod === null ? 'Nothing is removed' : 'Older data is removed',
        },
        ...(cluster === undefined || can(cluster, 'tableLimits')
          ? ([
              { label: 'Table limit', value: numberWords(maxTables) },
              { label: 'Column limit', value: numberWords(maxColumnsPerTable), note: 'In each table' },
            ] satisfies readonly Figure[])
          : []),
        { label: 'Cluster', value: <ClusterLink cluster={database.cluster} /> },
      ]}
    />
  )
}

function ClusterLink({ cluster: { id, name } }: Pick<Database, 'cluster'>) {
  const { may } = useSignedIn()
  if (!may('CLUSTER_READ')) return name
  return (
    <Anchor component={Link} href={`/clusters/${id}`} inherit>
      {name}
    </Anchor>
  )
}

/** What is looked up of a database. */
export function DatabaseFacts({ database }: { readonly database: Database }) {
  const { id, labels, partitionTemplate, createdAt, updatedAt } = database
  return (
    <Section title="Details">
      <Facts
        facts={[
          { label: 'Labels', value: <PairList pairs={labels} /> },
          { label: 'Partitioned by', value: templateText(partitionTemplate) },
          { label: 'Created', value: <Moment at={createdAt} /> },
          { label: 'Updated', value: <Moment at={updatedAt} /> },
          { label: 'ID', value: <CopyLine value={id} label="the ID of the database" /> },
        ]}
      />
    </Section>
  )
}

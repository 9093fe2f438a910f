import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { ClustersDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'
import { HealthStatus, healthText } from './cluster-health.tsx'
import { kindTitles } from './cluster-words.ts'
import type { Cluster } from './use-cluster.ts'

/** The clusters of the account, which the operator of the gateway adds. */
export default function ClustersPage() {
  const list = useList()
  const read = useRead(ClustersDocument, { ...list.page, withTotalCount: true }, { of: ['Cluster'] })
  return (
    <>
      <PageHeader title="Clusters" />
      <PagedTable
        label="Clusters"
        columns={columns}
        filters={null}
        exported={{
          fileName: 'clusters',
          thing: 'cluster',
          read: async (page) => (await ask(ClustersDocument, page)).clusters,
        }}
        called={({ name }) => name}
        actions={({ id }) => [
          { label: 'Databases', href: `/databases?cluster=${id}` },
          { label: 'Database tokens', href: `/database-tokens?cluster=${id}` },
        ]}
        read={read}
        connection={read.data?.clusters}
        list={list}
        empty={<Empty title="No clusters yet.">Ask the operator of this gateway to add one.</Empty>}
      />
    </>
  )
}

const columns: readonly Column<Cluster>[] = [
  {
    key: 'name',
    title: 'Name',
    isFixed: true,
    text: ({ name }) => name,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/clusters/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'kind', title: 'Kind', weight: 1.3, text: ({ link }) => kindTitles[link.kind] },
  {
    key: 'health',
    title: 'Health',
    weight: 1.3,
    text: ({ link }) => healthText(link),
    cell: ({ link }) => <HealthStatus link={link} />,
  },
  {
    key: 'asked',
    title: 'Asked',
    isOffAtFirst: true,
    text: ({ link }) => link.checkedAt ?? '',
    cell: ({ link }) => link.checkedAt && <Moment at={link.checkedAt} />,
  },
  { key: 'behind', title: 'Not there yet', text: ({ link }) => countsText(link) },
  {
    key: 'url',
    title: 'URL',
    weight: 2,
    text: ({ url }) => url ?? '',
    cell: ({ name, url }) => (url ? <CopyLine value={url} label={`the URL of ${name}`} /> : 'Not set'),
  },
]

/** How much a cluster does not have as it is here: `2 pending, 1 failed`. */
function countsText({ pendingCount, failedCount, driftedCount }: Cluster['link']): string {
  const counts = [
    { count: pendingCount, word: 'pending' },
    { count: failedCount, word: 'failed' },
    { count: driftedCount, word: 'drifted' },
  ]
  const told = counts.filter(({ count }) => count > 0).map(({ count, word }) => `${numberWords(count)} ${word}`)
  return told.join(', ') || 'Nothing'
}

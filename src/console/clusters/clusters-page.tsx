import { Anchor, Group } from '@mantine/core'
import { Link } from 'wouter'
import { ClustersDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { ClusterHealth } from './cluster-health.tsx'
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
        columns={[
          {
            title: 'Name',
            cell: ({ id, name }) => (
              <Anchor component={Link} href={`/clusters/${id}`} size="sm">
                {name}
              </Anchor>
            ),
          },
          { title: 'Kind', cell: ({ link }) => kindTitles[link.kind] },
          { title: 'Health', cell: ({ link }) => <ClusterHealth link={link} /> },
          { title: 'Not there yet', cell: ({ link }) => countsText(link) },
          {
            title: 'URL',
            cell: ({ name, url }) => (url ? <CopyLine value={url} label={`the URL of ${name}`} /> : 'Not set'),
          },
          {
            title: 'Links',
            isActions: true,
            cell: ({ id, name }) => (
              <Group gap="xs">
                <Anchor
                  component={Link}
                  href={`/databases?cluster=${id}`}
                  size="sm"
                  aria-label={`Databases of ${name}`}
                >
                  Databases
                </Anchor>
                <Anchor
                  component={Link}
                  href={`/database-tokens?cluster=${id}`}
                  size="sm"
                  aria-label={`Tokens of ${name}`}
                >
                  Tokens
                </Anchor>
              </Group>
            ),
          },
        ]}
        read={read}
        connection={read.data?.clusters}
        list={list}
        empty={<Empty title="No clusters yet.">Ask the operator of this gateway to add one.</Empty>}
      />
    </>
  )
}

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

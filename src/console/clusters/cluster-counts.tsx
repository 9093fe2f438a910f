import { Anchor, Group } from '@mantine/core'
import { Link } from 'wouter'
import { numberWords } from '../counts/count-words.ts'
import { Facts } from '../facts/facts.tsx'
import { stateWords } from '../sync/sync-words.ts'
import type { Cluster } from './use-cluster.ts'

const lists = [
  { title: 'Databases', path: '/databases', status: 'ACTIVE,DELETED' },
  { title: 'Tokens', path: '/database-tokens', status: 'ACTIVE,REPLACED,EXPIRED,REVOKED' },
]

/** The list of what is in a state on a cluster, whatever its status. */
export const listOf = (path: string, clusterId: string, state: string, status: string): string =>
  `${path}?${new URLSearchParams({ cluster: clusterId, sync: state, status })}`

/** How much the cluster does not have as it is here, with links to the lists of it. */
export function ClusterCounts({ cluster: { id, link } }: { readonly cluster: Cluster }) {
  const counts = [
    { state: 'PENDING', count: link.pendingCount },
    { state: 'FAILED', count: link.failedCount },
    { state: 'DRIFTED', count: link.driftedCount },
  ] as const
  return (
    <Facts
      facts={counts.map(({ state, count }) => ({
        label: stateWords[state].label,
        value: (
          <Group gap="sm">
            {numberWords(count)}
            {count > 0 &&
              lists.map(({ title, path, status }) => (
                <Anchor
                  key={path}
                  component={Link}
                  href={listOf(path, id, state, status)}
                  size="sm"
                  aria-label={`${title}: ${stateWords[state].label}`}
                >
                  {title}
                </Anchor>
              ))}
          </Group>
        ),
      }))}
    />
  )
}

import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { listOf } from '../clusters/cluster-counts.tsx'
import { agreeing, counted } from '../counts/count-words.ts'

type Cluster = NonNullable<OverviewQuery['clusters']>['nodes'][number]

/** What has not reached the clusters, a line each with a link; above all, what they may still accept. */
export function NotOnClusters({ clusters }: { readonly clusters: readonly Cluster[] }) {
  const lines = clusters.flatMap(linesOf)
  if (lines.length === 0) return null
  return (
    <Stack gap="xs">
      {lines.map(({ text, href, isGrave }) => (
        <Alert key={text} color={isGrave ? 'red' : 'yellow'} role="note" py="xs">
          <Text size="sm">
            {text}{' '}
            <Anchor component={Link} href={href} inherit c="inherit" aria-label={`Look: ${text}`}>
              Look
            </Anchor>
          </Text>
        </Alert>
      ))}
    </Stack>
  )
}

function linesOf({ id, name, link }: Cluster) {
  const { pendingCount, failedCount, driftedCount, pendingRevocationCount } = link
  const open = pendingCount + failedCount
  return [
    {
      count: pendingRevocationCount,
      text: `${counted(pendingRevocationCount, 'revoked or expired token')} may still be accepted by ${name}.`,
      href: listOf('/database-tokens', id, 'PENDING', 'EXPIRED,REVOKED'),
      isGrave: true,
    },
    {
      count: open,
      text: `${counted(open, 'thing')} ${agreeing(open, 'has', 'have')} not reached ${name}.`,
      href: `/clusters/${id}`,
      isGrave: false,
    },
    {
      count: driftedCount,
      text: `${counted(driftedCount, 'thing')} ${agreeing(driftedCount, 'was', 'were')} changed on ${name}.`,
      href: `/clusters/${id}`,
      isGrave: false,
    },
  ].filter(({ count }) => count > 0)
}

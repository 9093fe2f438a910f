import { Anchor, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { OverviewDocument, type OverviewQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ConnectionFacts } from '../facts/connection-facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Counts } from './counts.tsx'
import { NotOnClusters } from './not-on-clusters.tsx'
import classes from './overview.module.css'
import { TokensToLookAt } from './tokens-to-look-at.tsx'

const day = 24 * 3_600_000
const expiringDays = 30
const unusedDays = 90

/** The overview of the account: its resources, and the tokens that need attention. */
export default function OverviewPage() {
  const { viewer, may } = useSignedIn()
  // Fixed when the page opens: a changing time would be a new query on each render.
  const [now] = useState(Date.now)
  const read = useRead(
    OverviewDocument,
    {
      expiringBefore: new Date(now + expiringDays * day).toISOString(),
      unusedSince: new Date(now - unusedDays * day).toISOString(),
      withAccount: may('ACCOUNT_READ'),
      withClusters: may('CLUSTER_READ'),
      withDatabaseTokens: may('DATABASE_TOKEN_READ'),
      withManagementTokens: may('MANAGEMENT_TOKEN_READ'),
      withAuditEvents: may('AUDIT_READ'),
    },
    { of: ['Cluster', 'DatabaseToken', 'ManagementToken', 'AuditEvent'] },
  )
  const { data, refusal, isLoading, again } = read
  return (
    <>
      <PageHeader title={viewer.account?.name ?? 'Overview'} />
      <Stack gap="lg">
        <NotOnClusters clusters={data?.clusters?.nodes ?? []} />
        <Counts />
        {refusal && <Failure refusal={refusal} again={again} />}
        {isLoading && <Loading rows={8} />}
        {data && (
          <div className={classes['columns']}>
            <Section title="Connect">
              <ConnectionFacts account={viewer.account} clusters={data.clusters?.nodes ?? []} />
            </Section>
            <Section title={`Tokens expiring within ${expiringDays} days`}>
              <TokensToLookAt
                moment="expiresAt"
                database={data.expiringDatabaseTokens}
                management={data.expiringManagementTokens}
                empty="No token expires soon."
              />
            </Section>
            <Section title={`Tokens unused for ${unusedDays} days`}>
              <TokensToLookAt
                moment="lastUsedAt"
                database={data.unusedDatabaseTokens}
                empty="No token has been unused for that long."
              />
              <NotReported clusters={data.clusters?.nodes ?? []} />
            </Section>
            {data.auditEvents && (
              <Section title="Recent events">
                <RecentEvents events={data.auditEvents.nodes} />
              </Section>
            )}
          </div>
        )}
      </Stack>
    </>
  )
}

type AuditEvents = NonNullable<OverviewQuery['auditEvents']>['nodes']

function RecentEvents({ events }: { readonly events: AuditEvents }) {
  if (events.length === 0) return <Empty title="No events yet." />
  return (
    <>
      <Table>
        <Table.Tbody>
          {events.map(({ id, action, actorLabel, outcome, occurredAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                {action}
                <Text size="xs" c="dimmed">
                  {actorLabel}
                  {outcome !== 'SUCCEEDED' && ` – ${outcome.toLowerCase()}`}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <Moment at={occurredAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Anchor component={Link} href="/audit" size="sm">
        All events
      </Anchor>
    </>
  )
}

/** Tells of the clusters of which it is not known how their tokens are used. */
function NotReported({ clusters }: { readonly clusters: NonNullable<OverviewQuery['clusters']>['nodes'] }) {
  const names = clusters.filter(({ lastCheckAt }) => lastCheckAt === null).map(({ name }) => name)
  if (names.length === 0) return null
  return (
    <Text size="sm" c="dimmed" mt="xs">
      Not reported by {names.join(', ')}: no proxy there has this gateway check its data requests.
    </Text>
  )
}

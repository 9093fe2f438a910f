import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { DatabaseTokenUsageDocument, OverviewDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ConnectionFacts } from '../facts/connection-facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Attention } from './attention.tsx'
import { ClusterHealthList } from './cluster-health-list.tsx'
import { Counts, useCounts } from './counts.tsx'
import { EndingTokens } from './ending-tokens.tsx'
import { FirstRun } from './first-run.tsx'
import classes from './overview.module.css'
import { RecentEvents } from './recent-events.tsx'
import { TokenUse } from './token-use.tsx'
import { UnusedTokens } from './unused-tokens.tsx'
import { useFirstRun } from './use-first-run.ts'

const day = 24 * 3_600_000
const endingDays = 30
const unusedDays = 90
const usageDays = 30

/** The overview of the account: what needs attention, what it has, how it is used, and what happened last. */
export default function OverviewPage() {
  const { viewer, may } = useSignedIn()
  // Fixed when the page opens: a changing time would be a new query on each render.
  const [now] = useState(Date.now)
  const mayReadTokens = may('DATABASE_TOKEN_READ')
  const overview = useRead(
    OverviewDocument,
    {
      expiringBefore: new Date(now + endingDays * day).toISOString(),
      unusedSince: new Date(now - unusedDays * day).toISOString(),
      withAccount: may('ACCOUNT_READ'),
      withClusters: may('CLUSTER_READ'),
      withDatabaseTokens: mayReadTokens,
      withManagementTokens: may('MANAGEMENT_TOKEN_READ'),
      withAuditEvents: may('AUDIT_READ'),
    },
    { of: ['Cluster', 'DatabaseToken', 'ManagementToken', 'AuditEvent'] },
  )
  const usage = useRead(
    DatabaseTokenUsageDocument,
    { days: usageDays },
    { of: ['DatabaseToken'], pause: !mayReadTokens },
  )
  const counts = useCounts()
  const firstRun = useFirstRun({ ...counts, overview, usage })
  const { data, refusal, isLoading, again } = overview
  const clusters = data?.clusters?.nodes ?? []
  const resources = counts.resources.data
  // Before there is anything, the set-up says more than zeros.
  const isNew =
    firstRun.steps !== undefined && !resources?.databases?.totalCount && !resources?.databaseTokens?.totalCount
  const setUp = firstRun.steps && <FirstRun steps={firstRun.steps} isShort={!isNew} putAway={firstRun.putAway} />
  return (
    <>
      <PageHeader title={viewer.account?.name ?? 'Overview'}>
        <IfMay permission="INVITATION_CREATE">
          <Button component={Link} href="/invitations/new" variant="default">
            Invite people
          </Button>
        </IfMay>
        <IfMay permission="DATABASE_TOKEN_CREATE">
          <Button component={Link} href="/database-tokens?dialog=create" variant="default">
            Create token
          </Button>
        </IfMay>
        <IfMay permission="DATABASE_CREATE">
          <Button component={Link} href="/databases?dialog=create">
            Create database
          </Button>
        </IfMay>
      </PageHeader>
      <Stack gap="lg">
        <Attention clusters={clusters} />
        {isNew ? setUp : <Counts {...counts} />}
        {refusal && <Failure refusal={refusal} again={again} />}
        {isLoading && <Loading rows={8} />}
        {data && (
          <div className={classes['columns']}>
            <div className={classes['column']}>
              {mayReadTokens && !isNew && <TokenUse read={usage} days={usageDays} now={now} />}
              {data.auditEvents && (
                <Section title="Recent events">
                  <RecentEvents events={data.auditEvents.nodes} />
                </Section>
              )}
              <Section title="Connect">
                <ConnectionFacts account={viewer.account} clusters={clusters} />
              </Section>
            </div>
            <div className={classes['column']}>
              {clusters.length > 0 && (
                <Section title="Clusters">
                  <ClusterHealthList clusters={clusters} />
                </Section>
              )}
              {!isNew && (data.expiringDatabaseTokens || data.expiringManagementTokens) && (
                <Section title="Tokens that end soon">
                  <EndingTokens
                    database={data.expiringDatabaseTokens}
                    management={data.expiringManagementTokens}
                    days={endingDays}
                    now={now}
                  />
                </Section>
              )}
              {!isNew && setUp}
              {!isNew && data.unusedDatabaseTokens && (
                <Section title={`Tokens unused for ${unusedDays} days`}>
                  <UnusedTokens tokens={data.unusedDatabaseTokens} days={unusedDays} clusters={clusters} />
                </Section>
              )}
            </div>
          </div>
        )}
      </Stack>
    </>
  )
}

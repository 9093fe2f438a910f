import { useEffect } from 'react'
import { type DatabaseTokenUsageQuery, FirstRunDocument, type OverviewQuery } from '../../sdk/generated.ts'
import { type Read, useRead } from '../api/use-read.ts'
import { useKept } from '../kept/use-kept.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { AllCounts } from './counts.tsx'
import { type Step, stepsOf } from './first-run-steps.ts'

interface Reads extends AllCounts {
  readonly overview: Read<OverviewQuery>
  readonly usage: Read<DatabaseTokenUsageQuery>
}

type Ending = 'done' | 'away'
const parseEnding = (kept: unknown): Ending | undefined => (kept === 'done' || kept === 'away' ? kept : undefined)

/**
 * The steps of the set-up; undefined while they are loading, once all are done, and when the person has put them away,
 * which this browser remembers.
 */
export function useFirstRun({ overview, usage, resources }: Reads): {
  readonly steps: readonly Step[] | undefined
  putAway(): void
} {
  const { may } = useSignedIn()
  const [ending, keep] = useKept('set-up', parseEnding)
  const withUsers = may('USER_READ')
  const withInvitations = may('INVITATION_READ')
  const withDatabaseTokens = may('DATABASE_TOKEN_READ')
  const isNothingAsked = !withUsers && !withInvitations && !withDatabaseTokens
  const read = useRead(
    FirstRunDocument,
    { withUsers, withInvitations, withDatabaseTokens },
    { of: ['User', 'Invitation', 'DatabaseToken'], pause: isNothingAsked || ending !== undefined },
  )
  const isLoaded =
    overview.data && resources.data && (read.data || isNothingAsked) && (usage.data || !withDatabaseTokens)
  const { admins, invitations, lastUsed } = read.data ?? {}
  // The counts by day go back some weeks only: when a token was used last stays.
  const isReported = usage.data?.databaseTokenUsage !== null
  const steps = isLoaded
    ? stepsOf({
        clusters: overview.data.clusters?.nodes,
        admins: admins?.nodes,
        invitations: invitations?.nodes,
        databaseCount: resources.data?.databases?.totalCount ?? undefined,
        tokenCount: resources.data?.databaseTokens?.totalCount ?? undefined,
        hasUse: isReported ? lastUsed?.nodes.some(({ lastUsedAt }) => lastUsedAt !== null) : undefined,
      })
    : undefined
  const isDone = steps?.every((step) => step.isDone) === true
  useEffect(() => {
    if (isDone && ending === undefined) keep('done')
  }, [isDone, ending, keep])
  return { steps: isDone || ending !== undefined ? undefined : steps, putAway: () => keep('away') }
}

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
  const [withUsers, withInvitations] = [may('USER_READ'), may('INVITATION_READ')]
  const isPeopleless = !withUsers && !withInvitations
  const people = useRead(
    FirstRunDocument,
    { withUsers, withInvitations },
    { of: ['User', 'Invitation'], pause: isPeopleless || ending !== undefined },
  )
  const isLoaded =
    overview.data && resources.data && (people.data || isPeopleless) && (usage.data || !may('DATABASE_TOKEN_READ'))
  const used = usage.data?.databaseTokenUsage
  const steps = isLoaded
    ? stepsOf({
        clusters: overview.data.clusters?.nodes,
        admins: people.data?.admins?.nodes,
        invitations: people.data?.invitations?.nodes,
        databaseCount: resources.data?.databases?.totalCount ?? undefined,
        tokenCount: resources.data?.databaseTokens?.totalCount ?? undefined,
        hasWrites: used ? used.some(({ writes }) => writes !== '0') : used,
      })
    : undefined
  const isDone = steps?.every((step) => step.isDone) === true
  useEffect(() => {
    if (isDone && ending === undefined) keep('done')
  }, [isDone, ending, keep])
  return { steps: isDone || ending !== undefined ? undefined : steps, putAway: () => keep('away') }
}

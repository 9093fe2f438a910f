import { Text } from '@mantine/core'
import { numberWords } from '../counts/count-words.ts'
import { Facts } from '../facts/facts.tsx'
import { Moment } from '../times/moment.tsx'
import { SyncState } from './sync-badge.tsx'
import { isSince, meanings, type OpenState, type Sync } from './sync-words.ts'

interface Props {
  readonly state: OpenState
  readonly sync: Sync
  /** The name of the cluster. */
  readonly cluster: string
}

/** Where something stands that the cluster does not have as it is shown here: since when, why, and what comes next. */
export function SyncFacts({ state, sync, cluster }: Props) {
  const { since, appliedAt, attempts, nextAttemptAt, lastError } = sync
  return (
    <>
      <Text size="sm" mb="xs">
        {meanings[state](cluster)}
      </Text>
      <Facts
        facts={[
          { label: 'State', value: <SyncState state={state} /> },
          { label: 'Since', value: <Moment at={since} /> },
          { label: 'Last confirmed', value: <Moment at={appliedAt} /> },
          ...(lastError
            ? [
                {
                  label: 'Last error',
                  value: (
                    <>
                      {lastError.message} {isSince(lastError) ? 'Since' : 'Last tried'}: <Moment at={lastError.at} />.
                    </>
                  ),
                },
              ]
            : []),
          ...(state === 'DRIFTED'
            ? []
            : [
                { label: 'Failed attempts', value: numberWords(attempts) },
                { label: 'Next attempt', value: <Moment at={nextAttemptAt} never="Not by itself" /> },
              ]),
        ]}
      />
    </>
  )
}

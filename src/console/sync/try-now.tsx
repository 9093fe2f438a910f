import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { RetrySyncDocument } from '../../sdk/generated.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Refused } from '../forms/refused.tsx'
import { changedTypes, type Synced } from './sync-words.ts'
import { tellOutcome } from './tell-outcome.ts'

interface Props {
  readonly of: Synced
  /** The name of the cluster. */
  readonly cluster: string
  /** Called once it was tried, whatever came of it. */
  onDone(): void
}

/** The button that tries at once what is pending or failed. A database that is gone is created anew only when confirmed. */
export function TryNow({ of: { id, version, sync }, cluster, onDone }: Props) {
  const retry = useChange(RetrySyncDocument, changedTypes)
  const [isBusy, setBusy] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const act = async (expectedVersion: number | undefined) => {
    const { retrySync } = await retry({ id, expectedVersion })
    tellOutcome('Tried.', retrySync?.sync, cluster)
    onDone()
  }
  const actAtOnce = async () => {
    setBusy(true)
    setRefusal(undefined)
    await act(version).catch((error: unknown) => setRefusal(asRefusal(error)))
    setBusy(false)
  }
  if (sync.lastError?.code === 'MISSING') {
    return (
      <>
        <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
          Create anew
        </Button>
        <Confirm
          title={`Create it anew on ${cluster}`}
          label="Create anew"
          color="petrol"
          isOpen={isAsked}
          onClose={() => setAsked(false)}
          version={version}
          rehearse={(expectedVersion) => rehearse(RetrySyncDocument, { id, expectedVersion })}
          act={(_typed, expectedVersion) => act(expectedVersion)}
        >
          It is gone from {cluster}, with its data. What is created now is empty.
        </Confirm>
      </>
    )
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void actAtOnce()}>
        Try now
      </Button>
      {refusal && <Refused refusal={refusal} />}
    </Stack>
  )
}

import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { Status } from '../states/status.tsx'
import { type OpenState, reasonOf, type Sync, stateWords } from './sync-words.ts'

interface Props {
  readonly sync: Sync
  /** The name of the cluster. */
  readonly cluster: string
  /** Where a list has no page for the details: the name of the button that opens them, and what it does. */
  readonly details?: { readonly label: string; open(): void }
}

/** Tells that the cluster does not have it as it is shown here, with the reason; nothing where it has. */
export function SyncBadge({ sync, cluster, details }: Props) {
  if (sync.state === 'APPLIED') return null
  const reason = reasonOf(sync.state, sync, cluster)
  return (
    <Tooltip label={reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {details ? (
        <UnstyledButton
          onClick={details.open}
          aria-label={`${stateWords[sync.state].label}: ${details.label}`}
          aria-description={reason}
        >
          <SyncState state={sync.state} />
        </UnstyledButton>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the reason.
        <span tabIndex={0}>
          <SyncState state={sync.state} />
          <VisuallyHidden>: {reason}</VisuallyHidden>
        </span>
      )}
    </Tooltip>
  )
}

/** A state as a dot and a word. */
export function SyncState({ state }: { readonly state: OpenState }) {
  const { label, tone } = stateWords[state]
  return <Status tone={tone}>{label}</Status>
}

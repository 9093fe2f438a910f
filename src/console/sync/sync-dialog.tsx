import { Text } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { SyncDetails } from './sync-details.tsx'
import type { SyncCluster, Synced } from './sync-words.ts'

interface Props {
  /** The row of a list that was chosen. */
  readonly of: Synced | undefined
  /** What the row is called. */
  readonly called: string | undefined
  readonly cluster: SyncCluster | undefined
  /** What changing it requires. */
  readonly permission: Permission
  readonly isOpen: boolean
  onClose(): void
}

/** The details of where a table or a token stands between the gateway and its cluster, which have no page of their own. */
export function SyncDialog({ of, called = '', cluster, permission, isOpen, onClose }: Props) {
  if (!of || !cluster) return null
  return (
    <Dialog title={`${called} on ${cluster.name}`} isOpen={isOpen} onClose={onClose}>
      {of.sync.state === 'APPLIED' ? (
        <Text size="sm">{cluster.name} has it as it is here.</Text>
      ) : (
        <SyncDetails of={of} cluster={cluster} permission={permission} onDone={onClose} />
      )}
    </Dialog>
  )
}

import { RevokeDatabaseTokenDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import type { Cluster } from '../clusters/use-cluster.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { toast } from '../states/toast.ts'
import type { Sync } from '../sync/sync-words.ts'
import { LastUse } from '../tokens/last-use.tsx'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { type DatabaseToken, EditDatabaseToken } from './edit-database-token.tsx'
import { RotateDatabaseToken } from './rotate-database-token.tsx'

export type DatabaseTokenDeed = 'sync' | 'edit' | 'rotate' | 'revoke'

interface Props {
  readonly chosen: Pick<Chosen<DatabaseTokenDeed, DatabaseToken>, 'row' | 'dialog'>
  /** The cluster of the chosen token. */
  readonly cluster: Cluster | undefined
}

/** The dialogs of the actions on a database token. */
export function DatabaseTokenDialogs({ chosen, cluster }: Props) {
  const { row: token, dialog } = chosen
  const revoke = useChange(RevokeDatabaseTokenDocument, ['DatabaseToken'])
  if (!token) return null
  const { id, description, version } = token
  const editing = dialog('edit')
  const rotating = dialog('rotate')
  return (
    <>
      <Dialog title={`Edit ${description}`} {...editing}>
        <EditDatabaseToken token={token} cluster={cluster} onClose={editing.onClose} />
      </Dialog>
      <SecretDialog title={`Rotate ${description}`} fileName="database-token" {...rotating}>
        {(show) => <RotateDatabaseToken token={token} show={show} onClose={rotating.onClose} />}
      </SecretDialog>
      <Confirm
        title={`Revoke ${description}`}
        label="Revoke"
        rehearse={() => rehearse(RevokeDatabaseTokenDocument, { id, expectedVersion: version })}
        act={async () => {
          const { revokeDatabaseToken } = await revoke({ id, expectedVersion: version })
          tellRevoked(revokeDatabaseToken?.token.sync, cluster?.name)
        }}
        {...dialog('revoke')}
      >
        Programs that use it are refused at once. This cannot be undone.{' '}
        <LastUse at={token.lastUsedAt} isReported={token.cluster.lastCheckAt !== null} />
      </Confirm>
    </>
  )
}

/** Says that a token was revoked, and, where the cluster does not know, that it may still accept it. */
function tellRevoked(sync: Sync | undefined, cluster = 'The cluster'): void {
  if (!sync || sync.state === 'APPLIED') toast('Revoked.')
  else toast(`Revoked here; ${cluster} may still accept it until it has been told.`, 'red')
}

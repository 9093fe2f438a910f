import { RevokeDatabaseTokenDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { toast } from '../states/toast.ts'
import { SecretDialog } from '../tokens/secret-dialog.tsx'
import { type DatabaseToken, EditDatabaseToken } from './edit-database-token.tsx'
import { RotateDatabaseToken } from './rotate-database-token.tsx'

export type DatabaseTokenDeed = 'edit' | 'rotate' | 'revoke'

/** The dialogs of the actions on a database token. */
export function DatabaseTokenDialogs({ chosen }: { readonly chosen: Chosen<DatabaseTokenDeed, DatabaseToken> }) {
  const { row: token, dialog } = chosen
  const revoke = useChange(RevokeDatabaseTokenDocument, ['DatabaseToken'])
  if (!token) return null
  const { id, description } = token
  const editing = dialog('edit')
  const rotating = dialog('rotate')
  return (
    <>
      <Dialog title={`Edit ${description}`} {...editing}>
        <EditDatabaseToken token={token} onClose={editing.onClose} />
      </Dialog>
      <SecretDialog title={`Rotate ${description}`} fileName="database-token" {...rotating}>
        {(show) => <RotateDatabaseToken id={id} clusterId={token.cluster.id} show={show} onClose={rotating.onClose} />}
      </SecretDialog>
      <Confirm
        title={`Revoke ${description}`}
        label="Revoke"
        act={async () => {
          await revoke({ id })
          toast('Revoked.')
        }}
        {...dialog('revoke')}
      >
        Programs that use it are refused at once. This cannot be undone.
      </Confirm>
    </>
  )
}

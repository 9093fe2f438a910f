import { RemoveUserDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { toast } from '../states/toast.ts'
import { type ChangedUser, touchedTypes } from './changed-user.ts'

interface Props {
  readonly user: ChangedUser
  readonly isOpen: boolean
  onClose(): void
  /** Called once they are removed, before the dialog closes. */
  onRemoved?(): void
}

/** The question before a person leaves the account for good: their address is typed. */
export function RemoveUser({ user: { id, name, email, version }, isOpen, onClose, onRemoved }: Props) {
  const remove = useChange(RemoveUserDocument, touchedTypes)
  return (
    <Confirm
      title="Remove the user?"
      label="Remove"
      typed={email}
      isOpen={isOpen}
      onClose={onClose}
      version={version}
      rehearse={(expectedVersion) => rehearse(RemoveUserDocument, { id, expectedVersion })}
      act={async (_typed, expectedVersion) => {
        await remove({ id, expectedVersion })
        onRemoved?.()
        toast('Removed.')
      }}
    >
      {name} leaves the account for good. Their sessions end now; their management tokens, and the pending invitations
      they sent, are revoked. Database tokens stay, and keep working.
    </Confirm>
  )
}

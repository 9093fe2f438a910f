import { UpdateUserDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { toast } from '../states/toast.ts'
import { type ChangedUser, touchedTypes } from './changed-user.ts'

interface Props {
  readonly user: ChangedUser
  readonly isOpen: boolean
  onClose(): void
}

/** The question before an active person is locked out, or a deactivated one is let in again. */
export function ChangeStatus({ user: { id, name, status, version }, isOpen, onClose }: Props) {
  const update = useChange(UpdateUserDocument, touchedTypes)
  const isActive = status === 'ACTIVE'
  const otherStatus = (expectedVersion: number | undefined) => ({
    input: { id, status: isActive ? ('DEACTIVATED' as const) : ('ACTIVE' as const), expectedVersion },
  })
  return (
    <Confirm
      title={isActive ? 'Deactivate the user?' : 'Reactivate the user?'}
      label={isActive ? 'Deactivate' : 'Reactivate'}
      color={isActive ? 'red' : 'petrol'}
      isOpen={isOpen}
      onClose={onClose}
      version={version}
      rehearse={(expectedVersion) => rehearse(UpdateUserDocument, otherStatus(expectedVersion))}
      act={async (_typed, expectedVersion) => {
        await update(otherStatus(expectedVersion))
        toast(isActive ? 'Deactivated.' : 'Reactivated.')
      }}
    >
      {isActive
        ? `${name} can no longer sign in. Their sessions end now; their management tokens, and the pending invitations they sent, are revoked for good. Database tokens keep working.`
        : `${name} can sign in again, with the groups they are in. What was revoked stays revoked.`}
    </Confirm>
  )
}

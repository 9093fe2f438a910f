import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { RemoveUserDocument, UpdateUserDocument, type UserQuery } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { useOpened } from '../dialogs/use-opened.ts'
import { ChangeEmail } from '../email-changes/change-email.tsx'
import { toast } from '../states/toast.ts'
import { IfMay } from '../viewer/if-may.tsx'
import { Why } from '../viewer/why.tsx'
import { ChangeGroups } from './change-groups.tsx'
import { EditUser } from './edit-user.tsx'

interface Props {
  readonly user: NonNullable<UserQuery['user']>
  /** Called when a dialog closes, to read the user again: the next form must start with current values. */
  onClosed(): void
}

const touched = ['User', 'Session', 'Invitation', 'ManagementToken', 'Group']

/** The actions on a user that the viewer may take. */
export function UserChanges({ user, onClosed }: Props) {
  const editing = useOpened('edit')
  const changingEmail = useOpened('email')
  const changingGroups = useOpened('groups')
  const changingStatus = useOpened('status')
  const removing = useOpened('remove')
  const [, navigate] = useLocation()
  const isRemoved = useRef(false)
  const update = useChange(UpdateUserDocument, touched)
  const remove = useChange(RemoveUserDocument, touched)
  const isActive = user.status === 'ACTIVE'
  const otherStatus = (expectedVersion: number | undefined) => ({
    input: { id: user.id, status: isActive ? ('DEACTIVATED' as const) : ('ACTIVE' as const), expectedVersion },
  })
  const closing = (dialog: { onClose(): void }) => () => {
    dialog.onClose()
    onClosed()
  }
  return (
    <>
      <Why
        deeds={[
          { permission: 'USER_UPDATE', words: 'change them' },
          { permission: 'GROUP_ASSIGN', words: 'change their groups' },
          { permission: 'USER_REMOVE', words: 'remove them' },
        ]}
      />
      <IfMay permission="USER_UPDATE">
        <Button variant="default" onClick={editing.open}>
          Edit
        </Button>
        <Dialog title="Edit the person" isOpen={editing.isOpen} onClose={closing(editing)}>
          <EditUser user={user} onClose={closing(editing)} />
        </Dialog>
      </IfMay>
      <IfMay permission="USER_UPDATE">
        <Button variant="default" onClick={changingEmail.open}>
          Change e-mail
        </Button>
        <Dialog title="Change the e-mail address" isOpen={changingEmail.isOpen} onClose={closing(changingEmail)}>
          <ChangeEmail user={user} onClose={closing(changingEmail)} />
        </Dialog>
      </IfMay>
      <IfMay permission="GROUP_ASSIGN">
        <Button variant="default" onClick={changingGroups.open}>
          Change groups
        </Button>
        <Dialog title="Change the groups" isOpen={changingGroups.isOpen} onClose={closing(changingGroups)}>
          <ChangeGroups user={user} onClose={closing(changingGroups)} />
        </Dialog>
      </IfMay>
      <IfMay permission="USER_UPDATE">
        <Button variant="default" onClick={changingStatus.open}>
          {isActive ? 'Deactivate' : 'Activate'}
        </Button>
        <Confirm
          title={isActive ? 'Deactivate the person?' : 'Activate the person?'}
          label={isActive ? 'Deactivate' : 'Activate'}
          color={isActive ? 'red' : 'blue'}
          isOpen={changingStatus.isOpen}
          onClose={closing(changingStatus)}
          version={user.version}
          rehearse={(expectedVersion) => rehearse(UpdateUserDocument, otherStatus(expectedVersion))}
          act={async (_typed, expectedVersion) => {
            await update(otherStatus(expectedVersion))
            toast(isActive ? 'Deactivated.' : 'Active again.')
          }}
        >
          {isActive
            ? `${user.name} can no longer sign in. Their sessions end now; their management tokens, and the pending invitations they sent, are revoked for good. Database tokens keep working.`
            : `${user.name} can sign in again, with the groups they are in. What was revoked stays revoked.`}
        </Confirm>
      </IfMay>
      <IfMay permission="USER_REMOVE">
        <Button variant="default" onClick={removing.open}>
          Remove
        </Button>
        <Confirm
          title="Remove the person?"
          label="Remove"
          typed={user.email}
          isOpen={removing.isOpen}
          onClose={() => (isRemoved.current ? navigate('/users', { replace: true }) : closing(removing)())}
          version={user.version}
          rehearse={(expectedVersion) => rehearse(RemoveUserDocument, { id: user.id, expectedVersion })}
          act={async (_typed, expectedVersion) => {
            await remove({ id: user.id, expectedVersion })
            isRemoved.current = true
            toast('Removed.')
          }}
        >
          {user.name} leaves the account for good. Their sessions end now; their management tokens, and the pending
          invitations they sent, are revoked. Database tokens stay, and keep working.
        </Confirm>
      </IfMay>
    </>
  )
}

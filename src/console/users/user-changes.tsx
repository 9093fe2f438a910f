import { ActionIcon, Button, Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { UserQuery } from '../../sdk/generated.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useOpened } from '../dialogs/use-opened.ts'
import { ChangeEmail } from '../email-changes/change-email.tsx'
import { grave } from '../states/grave.ts'
import { IfMay } from '../viewer/if-may.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { ChangeGroups } from './change-groups.tsx'
import { ChangeStatus } from './change-status.tsx'
import { EditUser } from './edit-user.tsx'
import { RemoveUser } from './remove-user.tsx'

interface Props {
  readonly user: NonNullable<UserQuery['user']>
  /** Called when a dialog closes, to read the user again: the next form must start with current values. */
  onClosed(): void
}

/** The actions on a user that the viewer may take: the common ones as buttons, the grave ones in a menu. */
export function UserChanges({ user, onClosed }: Props) {
  const editing = useOpened('edit')
  const changingEmail = useOpened('email')
  const changingGroups = useOpened('groups')
  const changingStatus = useOpened('status')
  const removing = useOpened('remove')
  const [, navigate] = useLocation()
  const isRemoved = useRef(false)
  const { may } = useSignedIn()
  const closing = (dialog: { onClose(): void }) => () => {
    dialog.onClose()
    onClosed()
  }
  return (
    <>
      <Why
        sought={[
          { permission: 'USER_UPDATE', words: 'change them' },
          { permission: 'GROUP_ASSIGN', words: 'change their groups' },
          { permission: 'USER_REMOVE', words: 'remove them' },
        ]}
      />
      <IfMay permission="GROUP_ASSIGN">
        <Button variant="default" onClick={changingGroups.open}>
          Change groups
        </Button>
        <Dialog title="Change the groups" isOpen={changingGroups.isOpen} onClose={closing(changingGroups)}>
          <ChangeGroups user={user} onClose={closing(changingGroups)} />
        </Dialog>
      </IfMay>
      <IfMay permission="USER_UPDATE">
        <Button variant="default" onClick={editing.open}>
          Edit
        </Button>
        <Dialog title="Edit the user" isOpen={editing.isOpen} onClose={closing(editing)}>
          <EditUser user={user} onClose={closing(editing)} />
        </Dialog>
      </IfMay>
      {(may('USER_UPDATE') || may('USER_REMOVE')) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={`More actions on ${user.name}`}>
              <Ellipsis size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <IfMay permission="USER_UPDATE">
              <Menu.Item onClick={changingEmail.open}>Change e-mail…</Menu.Item>
              <Menu.Item onClick={changingStatus.open}>
                {user.status === 'ACTIVE' ? 'Deactivate…' : 'Reactivate…'}
              </Menu.Item>
            </IfMay>
            <IfMay permission="USER_REMOVE">
              <Menu.Item {...grave} onClick={removing.open}>
                Remove…
              </Menu.Item>
            </IfMay>
          </Menu.Dropdown>
        </Menu>
      )}
      <IfMay permission="USER_UPDATE">
        <Dialog title="Change the e-mail address" isOpen={changingEmail.isOpen} onClose={closing(changingEmail)}>
          <ChangeEmail user={user} onClose={closing(changingEmail)} />
        </Dialog>
        <ChangeStatus user={user} isOpen={changingStatus.isOpen} onClose={closing(changingStatus)} />
      </IfMay>
      <IfMay permission="USER_REMOVE">
        <RemoveUser
          user={user}
          isOpen={removing.isOpen}
          onClose={() => (isRemoved.current ? navigate('/users', { replace: true }) : closing(removing)())}
          onRemoved={() => {
            isRemoved.current = true
          }}
        />
      </IfMay>
    </>
  )
}

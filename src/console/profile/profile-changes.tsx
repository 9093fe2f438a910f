import { Button } from '@mantine/core'
import { LeaveAccountDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { rehearse } from '../api/rehearse.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { useOpened } from '../dialogs/use-opened.ts'
import { ChangeEmail } from '../email-changes/change-email.tsx'
import { gateway } from '../gateway.ts'
import { grave } from '../states/grave.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { EditName } from './edit-name.tsx'

/** The actions that all users may take on themselves, whatever their groups. */
export function ProfileChanges() {
  const { viewer } = useSignedIn()
  const { user, account } = viewer
  const naming = useOpened('name')
  const addressing = useOpened('email')
  return (
    <>
      <Button variant="default" onClick={naming.open}>
        Edit
      </Button>
      <Dialog title="Edit your name" isOpen={naming.isOpen} onClose={naming.onClose}>
        <EditName onClose={naming.onClose} />
      </Dialog>
      <Button variant="default" onClick={addressing.open}>
        Change e-mail
      </Button>
      <Dialog title="Change your e-mail address" isOpen={addressing.isOpen} onClose={addressing.onClose}>
        <ChangeEmail user={user} onClose={addressing.onClose} />
      </Dialog>
      {account && <Leave account={account} version={user.version} />}
    </>
  )
}

interface LeaveProps {
  readonly account: { readonly name: string }
  /** The version of the viewer. */
  readonly version: number
}

/** The button that leaves the account, which must be named to confirm it. */
function Leave({ account, version }: LeaveProps) {
  const leaving = useOpened('leave')
  return (
    <>
      <Button variant="default" {...grave} onClick={leaving.open}>
        Leave
      </Button>
      <Confirm
        title="Leave the account?"
        label="Leave"
        typed={account.name}
        isOpen={leaving.isOpen}
        onClose={leaving.onClose}
        version={version}
        rehearse={(expectedVersion) =>
          rehearse(LeaveAccountDocument, { input: { confirmName: account.name, expectedVersion } })
        }
        act={async (confirmName, expectedVersion) => {
          await ask(LeaveAccountDocument, { input: { confirmName, expectedVersion } })
          location.assign(`${gateway.basePath}/`)
          // Never resolves: closing the dialog would change the URL, and so cancel the navigation.
          await new Promise(() => {})
        }}
      >
        You leave {account.name} for good. Your sessions end now; your management tokens, and the pending invitations
        you sent, are revoked. Database tokens stay, and keep working. Only a new invitation leads back.
      </Confirm>
    </>
  )
}

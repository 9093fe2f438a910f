import { counted } from '../counts/count-words.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import type { Chosen } from '../dialogs/use-chosen.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { ChangeGroups } from './change-groups.tsx'
import { ChangeStatus } from './change-status.tsx'
import { RemoveUser } from './remove-user.tsx'
import { SeveralGroups } from './several-groups.tsx'
import { SeveralStatus } from './several-status.tsx'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'

export type UserDeed = 'groups' | 'status' | 'remove' | 'several groups' | 'deactivate' | 'reactivate'

/** Those whom an action was chosen for, as they were then. */
export interface UserChoice {
  readonly users: readonly UserRow[]
  /** The group to which they are to be moved. */
  readonly target?: string
}

interface Props {
  readonly chosen: Chosen<UserDeed, UserChoice>
  readonly groups: readonly Assignable[]
  /** Called with those of several who were changed. */
  onChanged(users: readonly UserRow[]): void
}

/** The dialogs of the actions on users in the list: on one, and on several. */
export function UserDialogs({ chosen, groups, onChanged }: Props) {
  const { refresh, viewer } = useSignedIn()
  const { users = [], target } = chosen.row ?? {}
  const [user] = users
  if (!user) return null
  const onDone = (changed: readonly UserRow[]) => {
    onChanged(changed)
    if (changed.some(({ id }) => id === viewer.user.id)) void refresh()
  }
  const several = counted(users.length, 'user')
  const changingGroups = chosen.dialog('groups')
  const changingSeveral = chosen.dialog('several groups')
  const deactivating = chosen.dialog('deactivate')
  const reactivating = chosen.dialog('reactivate')
  const forAll = { users, onDone }
  return (
    <>
      <Dialog title={`Change the groups of ${user.name}`} {...changingGroups}>
        <ChangeGroups user={user} {...(target && { target })} onClose={changingGroups.onClose} />
      </Dialog>
      <ChangeStatus user={user} {...chosen.dialog('status')} />
      <RemoveUser user={user} {...chosen.dialog('remove')} />
      <Dialog title={`Change the groups of ${several}`} {...changingSeveral}>
        <SeveralGroups {...forAll} groups={groups} target={target} onClose={changingSeveral.onClose} />
      </Dialog>
      <Dialog title={`Deactivate ${several}`} {...deactivating}>
        <SeveralStatus {...forAll} status="DEACTIVATED" onClose={deactivating.onClose} />
      </Dialog>
      <Dialog title={`Reactivate ${several}`} {...reactivating}>
        <SeveralStatus {...forAll} status="ACTIVE" onClose={reactivating.onClose} />
      </Dialog>
    </>
  )
}

import { SetUserGroupsDocument } from '../../sdk/generated.ts'
import { asRefusal } from '../api/refusal.ts'
import { useChange } from '../api/use-change.ts'
import { toast } from '../states/toast.ts'
import { toastWithUndo } from '../states/undo-toast.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'

/**
 * Moves a person to another group, as their only one. A plain move is made at once, and can be taken back; any other is
 * asked about first by `ask`: of the viewer themselves, of several groups or one with an end, and to or from a group that
 * changes what others may do.
 */
export function useMove(groups: readonly Assignable[], ask: (user: UserRow, groupId: string) => void) {
  const { viewer } = useSignedIn()
  const setGroups = useChange(SetUserGroupsDocument, ['User', 'Group', 'Invitation'])
  return async (user: UserRow, to: Assignable): Promise<void> => {
    const [membership, ...others] = user.memberships
    const from = groups.find(({ id }) => id === membership?.group.id)
    const isPlain = from?.isOpen && !from.isWide && !to.isWide && others.length === 0 && membership?.until === null
    if (!isPlain || user.id === viewer.user.id) return ask(user, to.id)
    const put = (groupId: string, expectedVersion: number) =>
      setGroups({ input: { userId: user.id, groupIds: [groupId], expectedVersion } })
    try {
      const { setUserGroups } = await put(to.id, user.version)
      const version = setUserGroups?.user.version ?? user.version
      toastWithUndo(`${user.name} is in ${to.name} now, no longer in ${from.name}.`, () => put(from.id, version))
    } catch (error) {
      toast(asRefusal(error).message, 'red')
    }
  }
}

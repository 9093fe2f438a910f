import { useClient } from 'urql'
import { SetUserGroupsDocument } from '../../sdk/generated.ts'
import { asRefusal } from '../api/refusal.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { agreeing } from '../counts/count-words.ts'
import { toast } from '../states/toast.ts'
import { toastWithUndo } from '../states/undo-toast.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'

/**
 * Moves a person to another group, as their only one. A plain move is made at once, says whether it ended their sessions,
 * and can be taken back; any other is asked about first by `ask`: of the viewer themselves, of several groups or one with
 * an end, and to or from a group that changes what others may do.
 */
export function useMove(groups: readonly Assignable[], ask: (user: UserRow, groupId: string) => void) {
  const { viewer } = useSignedIn()
  const client = useClient()
  const setGroups = useChange(SetUserGroupsDocument, ['User', 'Group', 'Invitation'])
  return async (user: UserRow, to: Assignable): Promise<void> => {
    const [membership, ...others] = user.memberships
    const from = groups.find(({ id }) => id === membership?.group.id)
    const isPlain = from?.isOpen && !from.isWide && !to.isWide && others.length === 0 && membership?.until === null
    if (!isPlain || user.id === viewer.user.id) return ask(user, to.id)
    const put = async (groupId: string, expectedVersion: number) => {
      const input = { input: { userId: user.id, groupIds: [groupId], expectedVersion } }
      // Whether it ends sessions, only a rehearsal tells.
      const { sessionsEnded } = (await rehearse(SetUserGroupsDocument, input)(client)).outcome.impact
      const { setUserGroups } = await setGroups(input)
      return { sessionsEnded, version: setUserGroups?.user.version ?? expectedVersion }
    }
    try {
      const moved = await put(to.id, user.version)
      toastWithUndo(
        `${user.name} is in ${to.name} now, no longer in ${from.name}. ${consequence(moved.sessionsEnded)}`,
        async () => {
          const back = await put(from.id, moved.version)
          const stays = moved.sessionsEnded === 0 ? '' : ' The sessions that had ended stay so.'
          return `Taken back.${stays} ${consequence(back.sessionsEnded)}`
        },
      )
    } catch (error) {
      toast(asRefusal(error).message, 'red')
    }
  }
}

/** What a person meets who was moved; `sessionsEnded` is null where the viewer may not know it. */
function consequence(sessionsEnded: number | null): string {
  if (sessionsEnded === 0) return 'A mail tells them.'
  if (sessionsEnded === null) return 'Where they may do more now, they sign in again; a mail tells them.'
  return `Their ${agreeing(sessionsEnded, 'session', 'sessions')} ended: they sign in again, and a mail tells them.`
}

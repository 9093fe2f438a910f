import { useGroups } from '../groups/use-groups.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { GroupName } from './told-event.ts'

/** What the groups of the account are called now; a group that is gone keeps its key. Asks only where it is wanted. */
export function useGroupName(isWanted: boolean): GroupName {
  const { may } = useSignedIn()
  const { data } = useGroups({ pause: !isWanted || !may('GROUP_READ') })
  const names = new Map((data ?? []).map(({ key, name }) => [key, name]))
  return (key) => names.get(key) ?? key
}

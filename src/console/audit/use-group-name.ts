import { GroupsDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import type { GroupName } from './told-event.ts'

const groupsMax = 100

/** What the groups of the account are called now; a group that is gone keeps its key. Asks only where it is wanted. */
export function useGroupName(isWanted: boolean): GroupName {
  const { may } = useSignedIn()
  const { data } = useRead(
    GroupsDocument,
    { first: groupsMax },
    { of: ['Group'], pause: !isWanted || !may('GROUP_READ') },
  )
  const names = new Map((data?.groups?.nodes ?? []).map(({ key, name }) => [key, name]))
  return (key) => names.get(key) ?? key
}

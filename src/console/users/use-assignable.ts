import { GroupsDocument, type GroupsQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from '../viewer/viewer.ts'

export type Assignable = NonNullable<GroupsQuery['groups']>['nodes'][number] & {
  /** Whether the viewer may put people into it: they have all that it grants. */
  readonly isOpen: boolean
  /** Whether it lets people change what others may do. */
  readonly isWide: boolean
}

/** The groups of the account, and which of them the viewer may give. */
export function useAssignable(): readonly Assignable[] {
  const { may } = useSignedIn()
  const { data } = useRead(GroupsDocument, { first: 100 }, { of: ['Group'], pause: !may('GROUP_READ') })
  return (data?.groups?.nodes ?? []).map((group) => ({
    ...group,
    isOpen: may('GROUP_ASSIGN') && group.permissions.every(may),
    isWide: group.permissions.includes('GROUP_ASSIGN'),
  }))
}

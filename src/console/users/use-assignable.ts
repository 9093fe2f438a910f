import { type Group, useGroups } from '../groups/use-groups.ts'
import { useSignedIn } from '../viewer/viewer.ts'

export type Assignable = Group & {
  /** Whether the viewer may put people into it: they have all that it grants. */
  readonly isOpen: boolean
  /** Whether it lets people change what others may do. */
  readonly isWide: boolean
}

/** The groups of the account, and which of them the viewer may give. */
export function useAssignable(): readonly Assignable[] {
  const { may } = useSignedIn()
  const { data = [] } = useGroups({ pause: !may('GROUP_READ') })
  return data.map((group) => ({
    ...group,
    isOpen: may('GROUP_ASSIGN') && group.permissions.every(may),
    isWide: group.permissions.includes('GROUP_ASSIGN'),
  }))
}

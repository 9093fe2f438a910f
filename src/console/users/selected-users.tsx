import { Button } from '@mantine/core'
import { IfMay } from '../viewer/if-may.tsx'
import { GroupMenu } from './group-menu.tsx'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'
import type { UserDeed } from './user-dialogs.tsx'

interface Props {
  readonly users: readonly UserRow[]
  readonly groups: readonly Assignable[]
  choose(deed: UserDeed, target?: string): void
}

/** What can be done with the people who are selected. */
export function SelectedUsers({ users, groups, choose }: Props) {
  const has = (status: UserRow['status']) => users.some((user) => user.status === status)
  return (
    <>
      <IfMay permission="GROUP_ASSIGN">
        <GroupMenu
          groups={groups}
          onMove={({ id }) => choose('several groups', id)}
          onSeveral={() => choose('several groups')}
        >
          <Button variant="default" size="xs">
            Change groups
          </Button>
        </GroupMenu>
      </IfMay>
      <IfMay permission="USER_UPDATE">
        {has('ACTIVE') && (
          <Button variant="default" size="xs" onClick={() => choose('deactivate')}>
            Deactivate
          </Button>
        )}
        {has('DEACTIVATED') && (
          <Button variant="default" size="xs" onClick={() => choose('activate')}>
            Activate
          </Button>
        )}
      </IfMay>
    </>
  )
}

import { Button } from '@mantine/core'
import { IfMay } from '../viewer/if-may.tsx'
import { GroupMenu } from './group-menu.tsx'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'
import type { UserChoice, UserDeed } from './user-dialogs.tsx'

interface Props {
  readonly users: readonly UserRow[]
  readonly groups: readonly Assignable[]
  choose(deed: UserDeed, choice: UserChoice): void
}

/** What can be done with the users who are selected. */
export function SelectedUsers({ users, groups, choose }: Props) {
  const active = users.filter(({ status }) => status === 'ACTIVE')
  const deactivated = users.filter(({ status }) => status === 'DEACTIVATED')
  return (
    <>
      <IfMay permission="GROUP_ASSIGN">
        <GroupMenu
          groups={groups}
          onMove={({ id }) => choose('several groups', { users, target: id })}
          onSeveral={() => choose('several groups', { users })}
        >
          <Button variant="default" size="xs">
            Change groups
          </Button>
        </GroupMenu>
      </IfMay>
      <IfMay permission="USER_UPDATE">
        {active.length > 0 && (
          <Button variant="default" size="xs" onClick={() => choose('deactivate', { users: active })}>
            Deactivate
          </Button>
        )}
        {deactivated.length > 0 && (
          <Button variant="default" size="xs" onClick={() => choose('reactivate', { users: deactivated })}>
            Reactivate
          </Button>
        )}
      </IfMay>
    </>
  )
}

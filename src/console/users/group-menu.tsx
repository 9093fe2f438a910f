import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Assignable } from './use-assignable.ts'

interface Props {
  readonly groups: readonly Assignable[]
  /** The only group that is so already. */
  readonly current?: string | undefined
  /** What opens it. */
  readonly children: ReactElement
  onMove(group: Assignable): void
  /** The choice of several groups. */
  onSeveral(): void
}

/** The menu from which people are moved to a group. */
export function GroupMenu({ groups, current, children, onMove, onSeveral }: Props) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to</Menu.Label>
        {groups.map((group) => (
          <Menu.Item
            key={group.id}
            disabled={!group.isOpen || group.id === current}
            {...(group.id === current && { 'aria-current': true })}
            onClick={() => onMove(group)}
          >
            {group.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onSeveral}>Several groups…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

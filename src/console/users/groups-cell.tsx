import { UnstyledButton } from '@mantine/core'
import { ChevronDown } from 'lucide-react'
import { namesOf } from '../groups/names-of.ts'
import { GroupMenu } from './group-menu.tsx'
import classes from './groups-cell.module.css'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'

interface Props {
  readonly user: UserRow
  readonly groups: readonly Assignable[]
  onMove(group: Assignable): void
  onSeveral(): void
}

/** The groups of a person, which open the menu that moves them to another. */
export function GroupsCell({ user, ...menu }: Props) {
  const { name, groups } = user
  return (
    <GroupMenu {...menu} current={groups.length === 1 ? groups[0]?.id : undefined}>
      <UnstyledButton className={classes['cell']} aria-label={`Groups of ${name}: ${namesOf(groups)}`}>
        <span>{namesOf(groups)}</span>
        <ChevronDown size={14} aria-hidden />
      </UnstyledButton>
    </GroupMenu>
  )
}

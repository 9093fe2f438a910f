import { Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import { SetUserGroupsDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Several } from '../dialogs/several.tsx'
import type { Assignable } from './use-assignable.ts'
import type { UserRow } from './user-columns.tsx'

interface Props {
  readonly users: readonly UserRow[]
  readonly groups: readonly Assignable[]
  /** The group that was chosen already, to be the only one. */
  readonly target: string | undefined
  onDone(changed: readonly UserRow[]): void
  onClose(): void
}

/** Adds several people to groups, and takes them away; a group in which only some of them are can be left as it is. */
export function SeveralGroups({ users, groups, target, onDone, onClose }: Props) {
  const setGroups = useChange(SetUserGroupsDocument, ['User', 'Group', 'Invitation'])
  // Whether all are to be in a group or none; without an entry, each stays as they are.
  const [wanted, setWanted] = useState<Readonly<Record<string, boolean>>>(() =>
    target ? Object.fromEntries(groups.map(({ id }) => [id, id === target])) : {},
  )
  const isIn = (user: UserRow, groupId: string) => user.groups.some(({ id }) => id === groupId)
  // Groups that are not offered, as one that was made a moment ago, stay as well, unless one is to be the only one.
  const isOffered = (groupId: string) => groups.some(({ id }) => id === groupId)
  const kept = (user: UserRow) => (target ? [] : user.groups.filter(({ id }) => !isOffered(id)))
  const idsFor = (user: UserRow) =>
    [...groups.filter(({ id }) => wanted[id] ?? isIn(user, id)), ...kept(user)].map(({ id }) => id)
  const changed = users.filter((user) => groups.some(({ id }) => (wanted[id] ?? isIn(user, id)) !== isIn(user, id)))
  const inputOf = (user: UserRow) => ({
    input: { userId: user.id, groupIds: idsFor(user), expectedVersion: user.version },
  })
  return (
    <Several
      rows={changed.length > 0 ? changed : users}
      isIdle={changed.length === 0}
      called={({ email }) => email}
      label="Change the groups"
      done="changed"
      choice={JSON.stringify(wanted)}
      rehearse={(user) => rehearse(SetUserGroupsDocument, inputOf(user))}
      act={(user) => setGroups(inputOf(user))}
      onDone={onDone}
      onClose={onClose}
    >
      <Stack gap="xs" role="group" aria-label="Groups">
        {groups.map(({ id, name, isOpen }) => {
          const count = users.filter((user) => isIn(user, id)).length
          const all = wanted[id] ?? count === users.length
          return (
            <Checkbox
              key={id}
              label={name}
              disabled={!isOpen}
              checked={all}
              indeterminate={wanted[id] === undefined && count > 0 && count < users.length}
              description={
                wanted[id] === undefined && count > 0 && count < users.length ? 'Some of them are in it.' : undefined
              }
              onChange={({ currentTarget: { checked } }) => setWanted((before) => ({ ...before, [id]: checked }))}
            />
          )
        })}
      </Stack>
    </Several>
  )
}

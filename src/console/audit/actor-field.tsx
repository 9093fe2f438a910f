import { Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { type ActorKind, AuditActorsDocument, type AuditActorsQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import type { ListState } from '../lists/use-list.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { actorKinds, isActorKind } from './audit-filter.ts'

interface Actor {
  readonly value: string
  readonly label: string
  /** What tells it from others of that name. */
  readonly detail?: string
}

interface Props {
  readonly list: ListState
  /** What the chosen actor is called, as far as the shown events tell. */
  readonly chosenLabel: string | undefined
  readonly error: string | undefined
}

/** Chooses who acted: people and tokens by a part of their names, and those who have none. */
export function ActorField({ list, chosenLabel, error }: Props) {
  const { may } = useSignedIn()
  const [typed, setTyped] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [search] = useDebouncedValue(typed, 200)
  const { data } = useRead(
    AuditActorsDocument,
    { search, withUsers: may('USER_READ'), withManagementTokens: may('MANAGEMENT_TOKEN_READ') },
    { of: ['User', 'ManagementToken'], pause: !isOpen },
  )
  const chosen = list.filter('actor')
  const found = groupsOf(data, typed)
  const isOffered = found.some(({ items }) => items.some(({ value }) => value === chosen))
  const shown =
    chosen && !isOffered ? [{ group: 'Chosen', items: [{ value: chosen, label: chosenLabel ?? chosen }] }] : []
  const details = new Map(found.flatMap(({ items }) => items.map(({ value, detail }) => [value, detail])))
  return (
    <Select
      aria-label="Who"
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      placeholder="Anybody"
      searchable
      clearable
      value={chosen || null}
      onChange={(actor) => list.narrow({ actor: actor ?? '' })}
      onSearchChange={setTyped}
      onDropdownOpen={() => setIsOpen(true)}
      data={[...shown, ...found]}
      // The gateway has searched.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          {details.get(option.value) && (
            <Text size="xs" c="dimmed">
              {details.get(option.value)}
            </Text>
          )}
        </Stack>
      )}
      maxDropdownHeight={320}
      nothingFoundMessage="Nobody is called that."
      error={error}
    />
  )
}

function groupsOf(data: AuditActorsQuery | undefined, typed: string) {
  const people = (data?.users?.nodes ?? []).map(
    ({ id, name, email }): Actor => ({ value: id, label: name, detail: email }),
  )
  const tokens = (data?.managementTokens?.nodes ?? []).map(
    ({ id, description, prefix }): Actor => ({ value: id, label: description, detail: `${prefix}…` }),
  )
  const others = (Object.keys(actorKinds) as readonly ActorKind[])
    .filter(isActorKind)
    .map((kind): Actor => ({ value: kind, label: actorKinds[kind] }))
    .filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()))
  return [
    { group: 'People', items: people },
    { group: 'Management tokens', items: tokens },
    { group: 'Others', items: others },
  ].filter(({ items }) => items.length > 0)
}

import { Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { type ActorKind, AuditActorsDocument, type AuditActorsQuery, NodeDocument } from '../../sdk/generated.ts'
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
  const chosen = list.filter('actor')
  const name = useNameOf(chosen, chosenLabel)
  // The field holds the name of the chosen one until somebody types: that is no search.
  const searched = (text: string) => (text === name ? '' : text)
  const { data } = useRead(
    AuditActorsDocument,
    { search: searched(search), withUsers: may('USER_READ'), withManagementTokens: may('MANAGEMENT_TOKEN_READ') },
    { of: ['User', 'ManagementToken'], pause: !isOpen },
  )
  const found = groupsOf(data, searched(typed))
  const isOffered = found.some(({ items }) => items.some(({ value }) => value === chosen))
  const shown = chosen && !isOffered ? [{ group: 'Chosen', items: [{ value: chosen, label: name }] }] : []
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

/** What the chosen actor is called, as the choices have it; of one who is gone, by the shown events, or the id. */
function useNameOf(chosen: string, toldBefore: string | undefined): string {
  const isKind = isActorKind(chosen)
  const asked = { of: ['User', 'ManagementToken'], pause: chosen === '' || isKind }
  const node = useRead(NodeDocument, { id: chosen }, asked).data?.node
  if (isKind) return actorKinds[chosen]
  if (node?.id === chosen) {
    if ('description' in node) return node.description
    if ('name' in node) return node.name
  }
  return toldBefore ?? chosen
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

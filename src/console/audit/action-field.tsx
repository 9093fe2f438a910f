import { MultiSelect, Pill, Stack, Text } from '@mantine/core'
import { counted } from '../counts/count-words.ts'
import type { ListState } from '../lists/use-list.ts'
import { knownActions, subjects } from './action-words.ts'
import { actionName } from './sentence-parts.ts'

/** All actions that begin alike, by their pattern in a filter. */
const families: readonly (readonly [pattern: string, label: string])[] = [
  ['user.*', 'Anything about people'],
  ['membership.*', 'Anything about memberships'],
  ['invitation.*', 'Anything about invitations'],
  ['group.*', 'Anything about groups'],
  ['session.*', 'Anything about sessions'],
  ['password.*', 'Anything about passwords'],
  ['database.*', 'Anything about databases'],
  ['table.*', 'Anything about tables'],
  ['database_token.*', 'Anything about database tokens'],
  ['management_token.*', 'Anything about management tokens'],
  ['cluster.*', 'Anything about clusters'],
  ['sync.*', 'Anything on the clusters'],
]

const choices = subjects.map((subject) => {
  const actions = [...knownActions].flatMap(([action, words]) => (words.subject === subject ? [action] : []))
  const patterns = families.filter(([pattern]) => actions.some((action) => action.startsWith(pattern.slice(0, -1))))
  return {
    group: subject as string,
    items: [
      ...patterns.map(([value, label]) => ({ value, label })),
      ...actions.map((value) => ({ value, label: actionName(value) })),
    ],
  }
})
const labels: ReadonlyMap<string, string> = new Map(
  choices.flatMap(({ items }) => items.map(({ value, label }) => [value, label])),
)
const labelOf = (action: string): string => labels.get(action) ?? action

interface Props {
  readonly list: ListState
  readonly error: string | undefined
}

/** Chooses actions by what they do; their names in the log are found as well. */
export function ActionField({ list, error }: Props) {
  const chosen = [...new Set(list.filters('action'))]
  const others = chosen.filter((action) => !labels.has(action)).map((value) => ({ value, label: value }))
  return (
    <MultiSelect
      aria-label="What"
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      placeholder={chosen.length === 0 ? 'Anything' : undefined}
      searchable
      clearable
      value={chosen}
      onChange={(actions) => list.narrow({ action: actions })}
      data={others.length > 0 ? [...choices, { group: 'Others', items: others }] : choices}
      filter={({ options, search }) =>
        options.flatMap((option) => {
          if (!('items' in option)) return []
          const items = option.items.filter((item) =>
            isLike(`${option.group} ${labelOf(item.value)} ${item.value}`, search),
          )
          return items.length > 0 ? [{ ...option, items }] : []
        })
      }
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{labelOf(option.value)}</Text>
          {labels.has(option.value) && (
            <Text size="xs" c="dimmed">
              {option.value}
            </Text>
          )}
        </Stack>
      )}
      // One pill, however many there are: the field stays on one line.
      renderPill={({ value }) =>
        value !== undefined &&
        value === chosen[0] && <Pill>{chosen.length === 1 ? labelOf(value) : counted(chosen.length, 'action')}</Pill>
      }
      maxDropdownHeight={320}
      nothingFoundMessage="No such action."
      error={error}
    />
  )
}

/** Whether every word that was typed is part of what is shown. */
const isLike = (text: string, search: string): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word))

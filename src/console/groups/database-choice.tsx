import { Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { DatabaseNamesDocument, NodesDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useFault } from '../forms/faults.ts'

const offered = 10
const pauseMilliseconds = 300

interface Props {
  /** The number of the grant. */
  readonly number: number
  readonly path: string
  readonly value: readonly string[]
  onChange(value: readonly string[]): void
}

/** The field for databases by their ids. A search by name offers some; those that are chosen stay. */
export function DatabaseChoice({ number, path, value, onChange }: Props) {
  const error = useFault(path)
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, pauseMilliseconds)
  const [first] = useState(value)
  const known =
    useRead(NodesDocument, { ids: first }, { of: ['Database'], pause: first.length === 0 }).data?.nodes ?? []
  const { data, refusal } = useRead(DatabaseNamesDocument, { first: offered, filter: { search } }, { of: ['Database'] })
  const [kept, setKept] = useState<readonly { readonly id: string; readonly label: string }[]>([])
  const found = (data?.databases?.nodes ?? []).map(({ id, name, cluster }) => ({
    id,
    label: `${name} (${cluster.name})`,
  }))
  const before = first.map((id) => {
    const node = known.find((one) => one?.id === id)
    return { id, label: node?.__typename === 'Database' ? node.name : `${id}, which you cannot see, or is gone` }
  })
  const shown = [...new Map([...found, ...kept, ...before].map((one) => [one.id, one])).values()]
  return (
    <Checkbox.Group
      label={`Databases of grant ${number}`}
      description="By their ids: they stay in the grant under any name, and a new database never gets into it."
      value={[...value]}
      onChange={(ids) => {
        setKept([...kept, ...found.filter(({ id }) => ids.includes(id))])
        onChange(ids)
      }}
      error={error ?? refusal?.message}
    >
      <Stack gap="xs" my="xs">
        <TextInput
          type="search"
          aria-label={`Find databases for grant ${number}`}
          placeholder="Find databases by name"
          name={path}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          // Enter would submit the form before anything is chosen.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        {shown
          .toSorted((one, other) => one.label.localeCompare(other.label))
          .map(({ id, label }) => (
            <Checkbox key={id} size="xs" value={id} label={label} />
          ))}
        {data?.databases?.pageInfo.hasNextPage && (
          <Text size="xs" c="dimmed">
            There are more databases: search by name.
          </Text>
        )}
      </Stack>
    </Checkbox.Group>
  )
}

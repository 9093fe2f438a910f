import { Checkbox, Input, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { type DataAction, DatabaseNamesDocument, type DatabasePermissionInput } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'

const offered = 10
const pauseMilliseconds = 300
const actions = [
  { action: 'READ', title: 'Read' },
  { action: 'WRITE', title: 'Write' },
] as const
const everyDatabase = { id: '*', name: 'All databases, including future ones' }

export type Permissions = readonly DatabasePermissionInput[]
interface Named {
  readonly id: string
  readonly name: string
}

interface Props {
  readonly clusterId: string
  readonly name: string
  readonly value: Permissions
  /** The databases of the initial value, with their names. */
  readonly known?: readonly Named[]
  readonly error: string | undefined
  onChange(value: Permissions): void
}

/**
 * A grid of databases and actions for the permissions of a token. A search by name offers databases; ticked ones stay.
 */
export function PermissionGrid({ clusterId, name, value, known = [], error, onChange }: Props) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, pauseMilliseconds)
  const [kept, setKept] = useState(known)
  const { data, refusal } = useRead(
    DatabaseNamesDocument,
    { clusterId, first: offered, filter: { search } },
    { of: ['Database'] },
  )
  const found = data?.databases?.nodes ?? []
  const databases = [...kept, ...found.filter(({ id }) => !kept.some((database) => database.id === id))]
  const has = (action: DataAction, id: string) =>
    value.some((permission) => permission.action === action && permission.databaseId === id)
  const toggle = (action: DataAction, database: Named) => {
    if (database !== everyDatabase && !kept.some(({ id }) => id === database.id)) setKept([...kept, database])
    const { id } = database
    onChange(
      has(action, id)
        ? value.filter((permission) => permission.action !== action || permission.databaseId !== id)
        : [...value, { action, databaseId: id }],
    )
  }
  return (
    <Input.Wrapper
      label="Permissions"
      labelElement="div"
      error={error ?? refusal?.message}
      errorProps={{ role: 'alert' }}
    >
      <TextInput
        type="search"
        aria-label="Find databases"
        placeholder="Find databases by name"
        name={name}
        mb="xs"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        // Enter would submit the form before anything is ticked.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <Table aria-label="Permissions by database" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Database</Table.Th>
            {actions.map(({ title }) => (
              <Table.Th key={title} scope="col" w={64}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[everyDatabase, ...databases].map((database) => (
            <Table.Tr key={database.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{database.name}</Table.Td>
              {actions.map(({ action, title }) => (
                <Table.Td key={action}>
                  <Checkbox
                    aria-label={`${title} ${database.name}`}
                    checked={has(action, database.id)}
                    onChange={() => toggle(action, database)}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {data?.databases?.pageInfo.hasNextPage && (
        <Text size="xs" c="dimmed" mt={4}>
          There are more databases: search by name.
        </Text>
      )}
    </Input.Wrapper>
  )
}

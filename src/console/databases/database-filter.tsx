import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { DatabaseDocument, DatabaseNamesDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'

const offered = 20
const pauseMilliseconds = 300

interface Props {
  readonly clusterId: string
  /** The id of the database; empty for all. */
  readonly value: string
  onChoose(id: string): void
}

/** Filters a list by database. The gateway searches by name, as an account may have any number of databases. */
export function DatabaseFilter({ clusterId, value, onChoose }: Props) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, pauseMilliseconds)
  const chosen = useRead(DatabaseDocument, { id: value }, { of: ['Database'], pause: !value }).data?.database
  const isChosenName = chosen && labelOf(chosen) === search
  const { data } = useRead(
    DatabaseNamesDocument,
    { clusterId: clusterId || null, first: offered, filter: { search: isChosenName ? '' : search } },
    { of: ['Database'] },
  )
  const found = (data?.databases?.nodes ?? []).filter(({ id }) => id !== value)
  const kept = value ? [{ value, label: chosen?.id === value ? labelOf(chosen) : value }] : []
  return (
    <Select
      aria-label="Database"
      placeholder="All databases"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'All databases' }}
      nothingFoundMessage="No database has this name."
      // The options are search results of the gateway: the component must not filter them again.
      filter={({ options }) => options}
      data={[...kept, ...found.map((database) => ({ value: database.id, label: labelOf(database) }))]}
      value={value || null}
      onChange={(id) => onChoose(id ?? '')}
      searchValue={text}
      onSearchChange={setText}
    />
  )
}

/** The name of a database with that of its cluster: databases of different clusters may have the same name. */
const labelOf = ({ name, cluster }: { name: string; cluster: { name: string } }): string => `${name} (${cluster.name})`

import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Refusal } from '../api/refusal.ts'
import type { ListState } from '../lists/use-list.ts'
import { fromLocal, toLocal } from '../times/local.ts'

const outcomes = [
  { value: '', label: 'Any' },
  { value: 'SUCCEEDED', label: 'Succeeded' },
  { value: 'DENIED', label: 'Denied' },
  { value: 'FAILED', label: 'Failed' },
]
const none = { action: '', actor: '', resource: '', outcome: '', from: '', to: '' }

interface Props {
  readonly list: ListState
  readonly isNarrowed: boolean
  /** The error of the gateway about the filter. */
  readonly refusal: Refusal | undefined
}

/** The filters of the audit log: action, actor, resource, outcome and time. */
export function AuditFilters({ list, isNarrowed, refusal }: Props) {
  const errorOf = (path: string) => (refusal?.field?.startsWith(`filter.${path}`) ? refusal.message : undefined)
  return (
    <Group mb="md" gap="sm" align="flex-start">
      <WrittenFilter list={list} name="action" label="Action" placeholder="database.*" error={errorOf('actions')} />
      <WrittenFilter list={list} name="actor" label="Actor ID" placeholder="user_…" error={errorOf('actorIds')} />
      <WrittenFilter
        list={list}
        name="resource"
        label="Resource ID"
        placeholder="database_…"
        error={errorOf('resourceIds')}
      />
      <NativeSelect
        label="Outcome"
        value={list.filter('outcome')}
        onChange={(event) => list.narrow({ outcome: event.currentTarget.value })}
        data={outcomes}
        error={errorOf('outcomes')}
      />
      <WrittenFilter isTime list={list} name="from" label="From" error={errorOf('from')} />
      <WrittenFilter isTime list={list} name="to" label="To" error={errorOf('to')} />
      {isNarrowed && (
        <Button variant="default" mt={25} onClick={() => list.narrow(none)}>
          Clear filters
        </Button>
      )}
    </Group>
  )
}

interface FieldProps {
  readonly list: ListState
  readonly name: keyof typeof none
  readonly label: string
  readonly placeholder?: string
  readonly isTime?: boolean
  readonly error: string | undefined
}

/** A text filter, which applies on Enter or when it loses the focus. */
function WrittenFilter({ list, name, isTime = false, ...shown }: FieldProps) {
  const asked = isTime ? toLocal(list.filter(name)) : list.filter(name)
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  const askNow = () => {
    const written = text.trim()
    if (written !== asked) list.narrow({ [name]: isTime ? fromLocal(written) : written })
  }
  return (
    <TextInput
      {...shown}
      type={isTime ? 'datetime-local' : 'text'}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={askNow}
      onKeyDown={(event) => event.key === 'Enter' && askNow()}
    />
  )
}

import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { fromLocal, toLocal } from './local.ts'

const never = 'never'
const another = 'another'

/** When something ends: null for never; undefined, where it is offered, for as it is now. */
export type End = string | null | undefined

interface Props {
  readonly label: string
  /** The label of the field for a time of one’s own. */
  readonly ownLabel: string
  readonly description?: ReactNode
  /** Lengths of time to choose from. */
  readonly lengths: readonly { readonly label: string; readonly milliseconds: number }[]
  /** The label of the choice of undefined; not offered when absent. */
  readonly unchanged?: string
  readonly field: { readonly name: string; readonly value: End; readonly error: string | undefined }
  onChange(end: End): void
}

/** The field for when something ends: after some time, at a time of one’s own, or never. */
export function EndField({ label, ownLabel, description, lengths, unchanged, field, onChange }: Props) {
  const { name, error } = field
  const [choice, setChoice] = useState(unchanged !== undefined ? '' : typeof field.value === 'string' ? another : never)
  const [local, setLocal] = useState(() => toLocal(field.value ?? ''))
  const choose = (chosen: string) => {
    setChoice(chosen)
    if (chosen === '') onChange(undefined)
    else if (chosen === never) onChange(null)
    else if (chosen === another) onChange(fromLocal(local))
    else onChange(new Date(Date.now() + Number(chosen)).toISOString())
  }
  const isAnother = choice === another
  return (
    <Stack gap="xs">
      <NativeSelect
        label={label}
        description={description}
        value={choice}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...(unchanged === undefined ? [] : [{ value: '', label: unchanged }]),
          ...lengths.map((length) => ({ value: String(length.milliseconds), label: length.label })),
          { value: never, label: 'Never' },
          { value: another, label: 'Custom date and time' },
        ]}
        {...(!isAnother && { name, error })}
      />
      {isAnother && (
        <TextInput
          type="datetime-local"
          label={ownLabel}
          name={name}
          error={error}
          value={local}
          onChange={(event) => {
            setLocal(event.currentTarget.value)
            onChange(fromLocal(event.currentTarget.value))
          }}
        />
      )}
    </Stack>
  )
}

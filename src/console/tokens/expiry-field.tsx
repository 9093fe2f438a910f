import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Form } from '../forms/use-form.ts'
import { fromLocal } from '../times/local.ts'

const day = 24 * 3_600_000
const presets = [7, 30, 90, 365].map((days) => ({ value: String(days), label: `In ${days} days` }))
const never = 'never'
const another = 'another'

/** When a token expires: null for never; undefined, where the form offers it, for the same lifetime as before. */
export type Expiry = string | null | undefined

interface Props {
  readonly form: Form<{ expiresAt: Expiry }>
  /** The label of the choice that leaves `expiresAt` undefined; not offered when absent. */
  readonly unchanged?: string
  readonly description?: ReactNode
}

/** The expiry of a token: in a number of days, at a custom time, or never. */
export function ExpiryField({ form, unchanged, description }: Props) {
  const [choice, setChoice] = useState(unchanged === undefined ? never : '')
  const [local, setLocal] = useState('')
  const { name, error } = form.field('expiresAt')
  const change = (expiresAt: Expiry) => form.set({ expiresAt })
  const choose = (chosen: string) => {
    setChoice(chosen)
    if (chosen === '') change(undefined)
    else if (chosen === never) change(null)
    else if (chosen === another) change(fromLocal(local))
    else change(new Date(Date.now() + Number(chosen) * day).toISOString())
  }
  const isAnother = choice === another
  return (
    <Stack gap="xs">
      <NativeSelect
        label="Expires"
        description={description}
        value={choice}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...(unchanged === undefined ? [] : [{ value: '', label: unchanged }]),
          ...presets,
          { value: never, label: 'Never' },
          { value: another, label: 'Custom date and time' },
        ]}
        {...(!isAnother && { name, error })}
      />
      {isAnother && (
        <TextInput
          type="datetime-local"
          label="Expiry date and time, in your time zone"
          name={name}
          error={error}
          value={local}
          onChange={(event) => {
            setLocal(event.currentTarget.value)
            change(fromLocal(event.currentTarget.value))
          }}
        />
      )}
    </Stack>
  )
}

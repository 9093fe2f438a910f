import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Form } from '../forms/use-form.ts'

const presets = [
  { value: '', label: 'Forever' },
  { value: '1d', label: '1 day' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: '1 year' },
]
const another = 'another'

/** A retention period in words, where it is one of the presets. */
export const retentionText = (period: string | null): string =>
  presets.find(({ value }) => value === (period ?? ''))?.label ?? period ?? ''

/** The field for a retention period: a preset or a custom one. */
export function RetentionField({ form }: { readonly form: Form<{ retentionPeriod: string }> }) {
  const { name, error, value } = form.field('retentionPeriod')
  const [isAnother, setAnother] = useState(!presets.some((preset) => preset.value === value))
  const choose = (chosen: string) => {
    setAnother(chosen === another)
    form.set({ retentionPeriod: chosen === another ? '' : chosen })
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        label="Retention"
        description="Counted from the time of each point; older data is removed."
        value={isAnother ? another : value}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[...presets, { value: another, label: 'Custom period' }]}
        {...(!isAnother && { name, error })}
      />
      {isAnother && <TextInput label="Period" placeholder="12h, 45d, 2y" required {...form.field('retentionPeriod')} />}
    </Stack>
  )
}

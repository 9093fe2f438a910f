import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Form } from '../forms/use-form.ts'
import { durationWords } from '../times/duration-words.ts'

/** A retention period in words. */
export const retentionText = (period: string | null): string => (period ? durationWords(period) : 'Forever')

const presets = ['', '1d', '7d', '30d', '90d', '365d'].map((value) => ({ value, label: retentionText(value) }))
const another = 'another'

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
      {isAnother && (
        <TextInput label="Period" placeholder="12h, 45d or 1d12h" required {...form.field('retentionPeriod')} />
      )}
    </Stack>
  )
}

import { Group, NumberInput } from '@mantine/core'
import type { Form } from '../forms/use-form.ts'

interface Props {
  readonly form: Form<{ maxTables: number | string; maxColumnsPerTable: number | string }>
  readonly placeholder?: string
}

/** The limits of a database: how many tables it may have, and how many columns each of them. */
export function LimitFields({ form, placeholder }: Props) {
  const shared = { placeholder, allowDecimal: false, allowNegative: false, hideControls: true }
  return (
    <Group grow align="flex-start">
      <NumberInput label="Table limit" {...shared} {...form.field('maxTables')} />
      <NumberInput label="Column limit" {...shared} {...form.field('maxColumnsPerTable')} />
    </Group>
  )
}

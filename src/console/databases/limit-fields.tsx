import { Group, NumberInput } from '@mantine/core'
import type { Form } from '../forms/use-form.ts'

interface Props {
  readonly form: Form<{ maxTables: number | string; maxColumnsPerTable: number | string }>
  readonly placeholder?: string
}

/** How much a database has room for. */
export function LimitFields({ form, placeholder }: Props) {
  const shared = { placeholder, allowDecimal: false, allowNegative: false, hideControls: true }
  return (
    <Group grow align="flex-start">
      <NumberInput label="Tables, at most" {...shared} {...form.field('maxTables')} />
      <NumberInput label="Columns of a table, at most" {...shared} {...form.field('maxColumnsPerTable')} />
    </Group>
  )
}

import { Group, NumberInput } from '@mantine/core'
import type { Form } from '../forms/use-form.ts'

/** The limits that the API gives a database where none are asked for. */
export const usualLimits = { maxTables: 500, maxColumnsPerTable: 250 } as const

interface Props {
  readonly form: Form<{ maxTables: number | string; maxColumnsPerTable: number | string }>
}

/** The limits of a database: how many tables it may have, and how many columns each of them. */
export function LimitFields({ form }: Props) {
  const shared = { allowDecimal: false, allowNegative: false, hideControls: true }
  return (
    <Group grow align="flex-start">
      <NumberInput label="Table limit" suffix=" tables" {...shared} {...form.field('maxTables')} />
      <NumberInput label="Column limit" suffix=" columns a table" {...shared} {...form.field('maxColumnsPerTable')} />
    </Group>
  )
}

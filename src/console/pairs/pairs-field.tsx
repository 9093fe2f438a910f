import { Textarea } from '@mantine/core'
import type { ComponentProps } from 'react'

/** The field for attributes or labels, one per line. */
export function PairsField(input: ComponentProps<typeof Textarea>) {
  return <Textarea autosize minRows={2} maxRows={8} spellCheck={false} {...input} />
}

export const attributesField = {
  label: 'Attributes',
  description: 'One per line, as key=value. Groups may depend on them.',
} as const

export const labelsField = {
  label: 'Labels',
  description: 'What it is for: one per line, as key=value, such as team=ops.',
} as const

import { Textarea } from '@mantine/core'
import type { ComponentProps } from 'react'

/** The field for attributes, one per line. */
export function AttributesField(input: ComponentProps<typeof Textarea>) {
  return (
    <Textarea
      label="Attributes"
      description="One per line, as key=value. They are for your information and grant nothing."
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      {...input}
    />
  )
}

import { Textarea } from '@mantine/core'
import type { ComponentProps } from 'react'

/** Attributes to be typed or pasted, one a line. */
export function AttributesField(input: ComponentProps<typeof Textarea>) {
  return (
    <Textarea
      label="Attributes"
      description="One a line, as key=value. They are kept with the person and shown; they decide nothing."
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      {...input}
    />
  )
}

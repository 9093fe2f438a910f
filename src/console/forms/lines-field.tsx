import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useFault } from './faults.ts'

interface Props {
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  /** The path of the field in the form. */
  readonly path: string
  readonly value: readonly string[]
  onChange(value: readonly string[]): void
}

/** The field for a list of texts, one per line. */
export function LinesField({ path, value, onChange, ...shown }: Props) {
  const error = useFault(path)
  const [text, setText] = useState(value.join('\n'))
  // What is typed stays as it is, unless the list was changed from elsewhere.
  const isOwn = linesOf(text).join('\n') === value.join('\n')
  return (
    <Textarea
      {...shown}
      name={path}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      value={isOwn ? text : value.join('\n')}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        onChange(linesOf(currentTarget.value))
      }}
      error={error}
    />
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

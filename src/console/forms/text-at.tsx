import { TextInput } from '@mantine/core'
import { useFault } from './faults.ts'

interface Props {
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  readonly type?: 'text' | 'time'
  /** The path of the field in the form. */
  readonly path: string
  readonly value: string
  onChange(value: string): void
}

/** A text field inside of another field of a form. */
export function TextAt({ path, onChange, ...shown }: Props) {
  const error = useFault(path)
  return (
    <TextInput
      {...shown}
      name={path}
      autoComplete="off"
      error={error}
      aria-invalid={error !== undefined || undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

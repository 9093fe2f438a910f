import { Button, Group } from '@mantine/core'

interface Props {
  readonly label: string
  onClick(): void
}

/** Adds a row to a field that has any number of them. */
export function Add({ label, onClick }: Props) {
  return (
    <Group>
      <Button size="compact-sm" variant="default" onClick={onClick}>
        {label}
      </Button>
    </Group>
  )
}

/** Takes a row out of such a field; the label says which. */
export function Remove({ label, onClick }: Props) {
  return (
    <Button size="compact-xs" variant="subtle" onClick={onClick} aria-label={label}>
      Remove
    </Button>
  )
}

import { Button, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Dialog } from './dialog.tsx'

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** What will happen. */
  readonly children: ReactNode
  /** What the button says: the deed, never “OK”. */
  readonly label: string
  /** Red unless the deed takes nothing away. */
  readonly color?: string
  /** What must be typed before, where the deed is grave: the name of what will be gone. */
  readonly typed?: string
  /** Does it; what is refused stands in the dialog, which closes when it is done. */
  act(typed: string): Promise<void>
}

/** Asks before something is done that cannot be undone by a click. */
export function Confirm({ title, isOpen, onClose, ...question }: Props) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <Question {...question} onClose={onClose} />
    </Dialog>
  )
}

function Question({ children, label, color = 'red', typed, act, onClose }: Omit<Props, 'title' | 'isOpen'>) {
  const form = useForm({ confirmName: '' }, async ({ confirmName }) => {
    await act(confirmName)
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            label={`Type “${typed}” to confirm`}
            autoComplete="off"
            data-autofocus
            {...form.field('confirmName')}
          />
        )}
        <FormEnd
          form={form}
          label={label}
          color={color}
          disabled={typed !== undefined && form.values.confirmName !== typed}
        >
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Rehearse } from '../api/rehearse.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Dialog } from './dialog.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { mayGoOn, useRehearsal } from './use-rehearsal.ts'

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** The consequence, in words. */
  readonly children: ReactNode
  /** The label of the button: the action, never “OK”. */
  readonly label: string
  /** The color of the button: red unless the action removes nothing. */
  readonly color?: string
  /** The name that must be typed before a grave action: that of the resource to be deleted. */
  readonly typed?: string
  /** The version of the thing, where it has one. */
  readonly version?: number
  /** Rehearses the action: the dialog opens with what would happen, or with why it would be refused. */
  rehearse?(expectedVersion: number | undefined): Rehearse
  /**
   * The action, told the version that the thing had when the dialog opened. The dialog closes when it succeeds, and shows
   * the error when it is refused.
   */
  act(typed: string, expectedVersion: number | undefined): Promise<void>
}

/** A confirmation before an action that a click cannot undo. */
export function Confirm({ title, isOpen, onClose, ...question }: Props) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <Question {...question} onClose={onClose} />
    </Dialog>
  )
}

type Asked = Omit<Props, 'title' | 'isOpen'>

function Question({ children, label, color = 'red', typed, version, rehearse, act, onClose }: Asked) {
  const [expectedVersion] = useState(version)
  const rehearsed = useRehearsal(rehearse && (() => rehearse(expectedVersion)))
  const form = useForm({ confirmName: '' }, async ({ confirmName }) => {
    await act(confirmName, expectedVersion)
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        <Rehearsal of={rehearsed} />
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
          disabled={!mayGoOn(rehearsed) || (typed !== undefined && form.values.confirmName !== typed)}
        >
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

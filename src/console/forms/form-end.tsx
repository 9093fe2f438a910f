import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Refusal } from '../api/refusal.ts'
import { Refused } from './refused.tsx'

interface Props {
  readonly form: { readonly isBusy: boolean; readonly general: Refusal | undefined }
  readonly label: string
  readonly color?: string
  readonly disabled?: boolean
  readonly children?: ReactNode
}

/** The end of a form: the error that belongs to no field, and the button that submits. */
export function FormEnd({ form, label, color, disabled = false, children }: Props) {
  return (
    <>
      {form.general && <Refused refusal={form.general} />}
      <Group justify="flex-end" gap="sm">
        {children}
        <Button type="submit" loading={form.isBusy} disabled={disabled} {...(color && { color })}>
          {label}
        </Button>
      </Group>
    </>
  )
}

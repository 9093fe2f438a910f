import { Button, Group, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Dialog } from '../dialogs/dialog.tsx'
import { SecretOnce } from '../facts/secret-once.tsx'

/** Replaces the form by the new secret. */
export type ShowSecret = (secret: string) => void

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** The name of the downloaded file, without its extension. */
  readonly fileName: string
  children(show: ShowSecret): ReactNode
}

/** A dialog whose form results in a secret, which is dropped when the dialog closes. */
export function SecretDialog({ title, isOpen, onClose, fileName, children }: Props) {
  const [secret, setSecret] = useState<string>()
  // Also when the browser’s back button closes it.
  useEffect(() => {
    if (!isOpen) setSecret(undefined)
  }, [isOpen])
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} isHeld={secret !== undefined}>
      {secret === undefined ? children(setSecret) : <Issued secret={secret} fileName={fileName} onClose={onClose} />}
    </Dialog>
  )
}

function Issued({ secret, fileName, onClose }: { readonly secret: string } & Pick<Props, 'fileName' | 'onClose'>) {
  const whole = useRef<HTMLDivElement>(null)
  // The button that had the focus was removed with the form.
  useEffect(() => whole.current?.focus(), [])
  return (
    <Stack ref={whole} tabIndex={-1}>
      <SecretOnce secret={secret} fileName={fileName} />
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  )
}

import { Button, Group, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Dialog } from '../dialogs/dialog.tsx'
import { SecretOnce } from '../facts/secret-once.tsx'

/** Shows what was issued, in place of the form. */
export type ShowSecret = (secret: string) => void

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** What the file of the secret is called, without its ending. */
  readonly fileName: string
  children(show: ShowSecret): ReactNode
}

/** A form that ends in a secret, which is forgotten when the dialog closes. */
export function SecretDialog({ title, isOpen, onClose, fileName, children }: Props) {
  const [secret, setSecret] = useState<string>()
  // Also when it is closed by going back.
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
  // The button that had the focus is gone with the form.
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

import { Button, Group, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Dialog } from '../dialogs/dialog.tsx'
import { SecretOnce } from '../facts/secret-once.tsx'

/** Replaces the form by the new secret, and by what tells how to use it. */
export type ShowSecret = (secret: string, use?: ReactNode) => void

interface Shown {
  readonly secret: string
  readonly use: ReactNode
}

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** The name of the downloaded file, without its extension. */
  readonly fileName: string
  /** Whether its form needs room. */
  readonly isWide?: boolean
  children(show: ShowSecret): ReactNode
}

/** A dialog whose form results in a secret, which is dropped when the dialog closes. */
export function SecretDialog({ title, isOpen, onClose, fileName, isWide = false, children }: Props) {
  const [shown, setShown] = useState<Shown>()
  // Also when the browser’s back button closes it.
  useEffect(() => {
    if (!isOpen) setShown(undefined)
  }, [isOpen])
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      isHeld={shown !== undefined}
      isWide={isWide || shown?.use !== undefined}
    >
      {shown === undefined ? (
        children((secret, use) => setShown({ secret, use }))
      ) : (
        <Issued {...shown} fileName={fileName} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Issued({ secret, use, fileName, onClose }: Shown & Pick<Props, 'fileName' | 'onClose'>) {
  const whole = useRef<HTMLDivElement>(null)
  // The button that had the focus was removed with the form.
  useEffect(() => {
    whole.current?.focus({ preventScroll: true })
    // However far the form was scrolled: the secret stands at the top.
    whole.current?.closest('[role="dialog"]')?.scrollTo({ top: 0 })
  }, [])
  return (
    <Stack ref={whole} tabIndex={-1}>
      <SecretOnce secret={secret} fileName={fileName} />
      {use}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  )
}

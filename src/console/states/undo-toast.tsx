import { Button, Group, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { asRefusal } from '../api/refusal.ts'
import { toast } from './toast.ts'

/** How long it is shown, unless the pointer or the focus is on it: then it stays. */
const shownMilliseconds = 30_000

/** Says what was done, and offers to take it back for a while: `undo` answers with what to say then. A refusal is told. */
export function toastWithUndo(message: string, undo: () => Promise<string>): void {
  const takeBack = async () => {
    notifications.hide(id)
    try {
      toast(await undo())
    } catch (error) {
      toast(asRefusal(error).message, 'red')
    }
  }
  const shown = {
    color: 'green',
    closeButtonProps: { 'aria-label': 'Close' },
    message: <UndoOffer message={message} takeBack={() => void takeBack()} />,
    // Below the pointer, Mantine keeps it by itself.
    onFocus: () => void notifications.update({ ...shown, id, autoClose: false }),
    onBlur: () => void notifications.update({ ...shown, id, autoClose: shownMilliseconds }),
  }
  const id = notifications.show({ ...shown, autoClose: shownMilliseconds })
}

interface Props {
  readonly message: string
  takeBack(): void
}

/** What can be taken back now, the newest last. */
const offers: (() => void)[] = []

/** Whether it was still offered. */
function withdraw(offer: () => void): boolean {
  const at = offers.indexOf(offer)
  if (at >= 0) offers.splice(at, 1)
  return at >= 0
}

/** Ctrl Z, or ⌘Z, takes back the newest as well: by Tab, the button lies behind all of the page. */
function UndoOffer({ message, takeBack }: Props) {
  useEffect(() => {
    offers.push(takeBack)
    return () => void withdraw(takeBack)
  }, [takeBack])
  // Once only: it is shown for a moment after that.
  const accept = () => withdraw(takeBack) && takeBack()
  useHotkeys([['mod+Z', () => offers.at(-1) === takeBack && accept()]])
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button
        flex="none"
        size="compact-sm"
        variant="default"
        aria-keyshortcuts="Control+Z Meta+Z"
        title="Ctrl Z or ⌘Z"
        onClick={accept}
      >
        Undo
      </Button>
    </Group>
  )
}

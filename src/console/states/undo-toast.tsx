import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { asRefusal } from '../api/refusal.ts'
import { toast } from './toast.ts'

const shownMilliseconds = 12_000

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
  const id = notifications.show({
    color: 'green',
    autoClose: shownMilliseconds,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button flex="none" size="compact-sm" variant="default" onClick={() => void takeBack()}>
          Undo
        </Button>
      </Group>
    ),
  })
}

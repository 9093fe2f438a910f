import { notifications } from '@mantine/notifications'

/** Shows a short notification about what was done. */
export function toast(message: string, color: 'green' | 'red' | 'blue' = 'green'): void {
  notifications.show({ message, color, closeButtonProps: { 'aria-label': 'Close' } })
}

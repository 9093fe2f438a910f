import { notifications } from '@mantine/notifications'

/** Says in passing what was done. */
export function toast(message: string, color: 'green' | 'red' | 'blue' = 'green'): void {
  notifications.show({ message, color })
}

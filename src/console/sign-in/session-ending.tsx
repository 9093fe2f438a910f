import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'

const noticeMilliseconds = 5 * 60_000

/** Warns that the session is about to expire, and extends it on request. At the expiry, checks it with the gateway. */
export function SessionEnding() {
  const { viewer, stay, refresh } = useSignedIn()
  const { expiresAt } = viewer.session
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const left = Date.parse(expiresAt) - Date.now()
    setNear(left < noticeMilliseconds)
    const timers = [
      setTimeout(() => setNear(true), left - noticeMilliseconds),
      setTimeout(() => void refresh(), left + 1_000),
    ]
    return () => timers.forEach(clearTimeout)
  }, [expiresAt, refresh])
  if (!isNear) return null
  return (
    <Alert color="yellow" mb="md" role="status">
      <Group justify="space-between">
        <Text size="sm">
          Your session ends <Moment at={expiresAt} />.
        </Text>
        <Button size="xs" variant="default" onClick={() => void stay()}>
          Stay signed in
        </Button>
      </Group>
    </Alert>
  )
}

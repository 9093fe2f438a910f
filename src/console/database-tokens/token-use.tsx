import { Text } from '@mantine/core'
import { useState } from 'react'
import { UsageOfDatabaseTokenDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { RequestsByDay } from '../charts/requests-by-day.tsx'

const days = 30

/** How a token was used on the last days, as far as its cluster reports it. */
export function TokenUse({ id }: { readonly id: string }) {
  const [now] = useState(Date.now)
  const read = useRead(UsageOfDatabaseTokenDocument, { id, days }, { of: ['DatabaseToken'] })
  return (
    <RequestsByDay
      read={read}
      usage={read.data?.databaseToken?.usage}
      days={days}
      now={now}
      notReported={
        <Text size="sm" c="dimmed">
          Not reported: no proxy before its cluster has this gateway check data requests.
        </Text>
      }
    />
  )
}

import { Alert, Text } from '@mantine/core'
import { ClockTime } from '../times/clock-time.tsx'
import type { SyncCluster, Synced } from './sync-words.ts'

/** What has ended an object here, and what the cluster may do with it as long as it has not been told. */
const endings = {
  REVOKED: { ended: 'Revoked', still: 'accept it' },
  EXPIRED: { ended: 'Expired', still: 'accept it' },
  DELETED: { ended: 'Deleted', still: 'accept writes to it and queries of it' },
} as const

interface Props {
  readonly of: Synced
  readonly cluster: SyncCluster
}

/** Warns of what was taken away here while the cluster does not know; nothing where it knows, or nothing was. */
export function TakenAway({ of: { status, sync }, cluster: { name, link } }: Props) {
  const ending = endings[status as keyof typeof endings]
  if (!ending || sync.state !== 'PENDING') return null
  const hasProxy = link.enforcement === 'FORWARD_AUTH'
  const isUnreachable = sync.lastError?.code === 'UNREACHABLE'
  return (
    <Alert color="red" role="note" mb="md">
      <Text size="sm">
        {ending.ended} here{hasProxy && ', and refused by the proxy of the cluster'}; <em>{name}</em> may still{' '}
        {ending.still}
        {hasProxy && ' where programs reach it past the proxy'}: {isUnreachable ? 'not reachable' : 'not told'} since{' '}
        <ClockTime at={isUnreachable && sync.lastError ? sync.lastError.at : sync.since} />.
      </Text>
    </Alert>
  )
}

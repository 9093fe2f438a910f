import { Badge } from '@mantine/core'
import type { DeliveryStatus, InvitationStatus as Status } from '../../sdk/generated.ts'

export const invitationStatuses: Record<Status, { readonly label: string; readonly color: string }> = {
  PENDING: { label: 'Pending', color: 'blue' },
  ACCEPTED: { label: 'Accepted', color: 'green' },
  EXPIRED: { label: 'Expired', color: 'yellow' },
  REVOKED: { label: 'Revoked', color: 'gray' },
}

const deliveries: Record<DeliveryStatus, string> = {
  QUEUED: 'Waiting to be sent',
  SENT: 'Sent',
  WRITTEN: 'Written to a file: hand over the link',
  FAILED: 'Could not be delivered',
}

export function InvitationStatus({ status }: { readonly status: Status }) {
  const { label, color } = invitationStatuses[status]
  return (
    <Badge variant="dot" color={color} tt="none">
      {label}
    </Badge>
  )
}

/** The delivery of the last mail of an invitation, and how many were sent. */
export const deliveryWords = (invitation: { readonly delivery: DeliveryStatus; readonly sentCount: number }): string =>
  deliveries[invitation.delivery] + (invitation.sentCount > 1 ? `, mail ${invitation.sentCount}` : '')

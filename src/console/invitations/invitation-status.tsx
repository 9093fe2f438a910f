import type { DeliveryStatus, InvitationStatus as Value } from '../../sdk/generated.ts'
import { Status, type Tone } from '../states/status.tsx'

export const invitationStatuses: Record<Value, { readonly label: string; readonly tone: Tone }> = {
  PENDING: { label: 'Pending', tone: 'waiting' },
  ACCEPTED: { label: 'Accepted', tone: 'good' },
  EXPIRED: { label: 'Expired', tone: 'warning' },
  REVOKED: { label: 'Revoked', tone: 'off' },
}

const deliveries: Record<DeliveryStatus, string> = {
  QUEUED: 'Waiting to be sent',
  SENT: 'Sent',
  WRITTEN: 'Written to a file: hand over the link',
  FAILED: 'Could not be delivered',
}

export function InvitationStatus({ status }: { readonly status: Value }) {
  const { label, tone } = invitationStatuses[status]
  return <Status tone={tone}>{label}</Status>
}

/** The delivery of the last mail of an invitation, and how many were sent. */
export const deliveryWords = (invitation: { readonly delivery: DeliveryStatus; readonly sentCount: number }): string =>
  deliveries[invitation.delivery] + (invitation.sentCount > 1 ? `, mail ${invitation.sentCount}` : '')

import type { InvitationFieldsFragment } from '../../sdk/generated.ts'
import { Facts } from '../facts/facts.tsx'
import { Moment } from '../times/moment.tsx'
import { deliveryWords, InvitationStatus } from './invitation-status.tsx'

/** The invitation by which a user joined. */
export function InvitationFacts({ invitation }: { readonly invitation: InvitationFieldsFragment }) {
  return (
    <Facts
      facts={[
        { label: 'Status', value: <InvitationStatus status={invitation.status} /> },
        { label: 'Invited by', value: invitation.invitedBy?.email ?? 'The operator, or a removed user' },
        { label: 'Sent', value: <Moment at={invitation.createdAt} /> },
        { label: 'Delivery', value: deliveryWords(invitation) },
        { label: 'Accepted', value: <Moment at={invitation.acceptedAt} /> },
      ]}
    />
  )
}

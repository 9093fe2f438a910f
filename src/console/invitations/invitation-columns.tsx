import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { InvitationOrderField, InvitationsQuery } from '../../sdk/generated.ts'
import { namesOf } from '../groups/names-of.ts'
import type { Column } from '../lists/column.ts'
import { printPairs } from '../pairs/pairs.ts'
import { Moment } from '../times/moment.tsx'
import { deliveryWords, InvitationStatus, invitationStatuses } from './invitation-status.tsx'

export type InvitationRow = NonNullable<InvitationsQuery['invitations']>['nodes'][number]

/** The columns of the list of invitations. */
export const invitationColumns: readonly Column<InvitationRow, InvitationOrderField>[] = [
  { key: 'email', title: 'E-mail', weight: 2.2, isFixed: true, orderBy: 'EMAIL', text: ({ email }) => email },
  { key: 'groups', title: 'Groups', text: ({ groups }) => namesOf(groups) },
  {
    key: 'status',
    title: 'Status',
    text: ({ status }) => invitationStatuses[status].label,
    cell: ({ status }) => <InvitationStatus status={status} />,
  },
  {
    key: 'expires',
    title: 'Expires',
    orderBy: 'EXPIRES_AT',
    text: ({ expiresAt }) => expiresAt,
    // An invitation that was accepted or revoked expires no more.
    cell: ({ status, expiresAt }) => (status === 'PENDING' || status === 'EXPIRED') && <Moment at={expiresAt} />,
  },
  { key: 'delivery', title: 'Delivery', weight: 1.5, text: deliveryWords },
  {
    key: 'invited',
    title: 'Invited',
    orderBy: 'CREATED_AT',
    isDescendingFirst: true,
    text: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    key: 'invitedBy',
    title: 'Invited by',
    weight: 1.3,
    isOffAtFirst: true,
    text: ({ invitedBy }) => invitedBy?.email ?? '',
  },
  {
    key: 'accepted',
    title: 'Accepted',
    isOffAtFirst: true,
    text: ({ acceptedAt }) => acceptedAt ?? '',
    cell: ({ acceptedAt }) => acceptedAt && <Moment at={acceptedAt} />,
  },
  {
    key: 'acceptedBy',
    title: 'Accepted by',
    isOffAtFirst: true,
    text: ({ acceptedBy }) => acceptedBy?.name ?? '',
    cell: ({ acceptedBy }) =>
      acceptedBy && (
        <Anchor component={Link} href={`/users/${acceptedBy.id}`} inherit>
          {acceptedBy.name}
        </Anchor>
      ),
  },
  {
    key: 'revoked',
    title: 'Revoked',
    isOffAtFirst: true,
    text: ({ revokedAt }) => revokedAt ?? '',
    cell: ({ revokedAt }) => revokedAt && <Moment at={revokedAt} />,
  },
  { key: 'revokedBy', title: 'Revoked by', isOffAtFirst: true, text: ({ revokedBy }) => revokedBy?.email ?? '' },
  {
    key: 'attributes',
    title: 'Attributes',
    isOffAtFirst: true,
    text: ({ attributes }) => printPairs(attributes).replaceAll('\n', ', '),
  },
]

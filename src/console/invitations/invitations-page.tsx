import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'wouter'
import {
  type InvitationOrder,
  InvitationsDocument,
  type InvitationsQuery,
  RevokeInvitationDocument,
  type InvitationStatus as Status,
} from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useRead } from '../api/use-read.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { namesOf } from '../groups/names-of.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import { OrderSelect, type Orders, orderOf } from '../lists/order-select.tsx'
import { type Column, PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { printPairs } from '../pairs/pairs.ts'
import { Empty } from '../states/empty.tsx'
import { toast } from '../states/toast.ts'
import { Moment } from '../times/moment.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { deliveryWords, InvitationStatus, invitationStatuses } from './invitation-status.tsx'
import { ResendDialog } from './resend.tsx'

type Row = NonNullable<InvitationsQuery['invitations']>['nodes'][number]

const columns: readonly Column<Row>[] = [
  {
    title: 'E-mail',
    isWide: true,
    cell: ({ email, attributes }) => (
      <>
        {email}
        {attributes.length > 0 && (
          <Text size="sm" c="dimmed">
            {printPairs(attributes).replaceAll('\n', ', ')}
          </Text>
        )}
      </>
    ),
  },
  { title: 'Groups', cell: ({ groups }) => namesOf(groups) },
  {
    title: 'Status',
    cell: (invitation) => (
      <>
        <InvitationStatus status={invitation.status} />
        <Text size="sm" c="dimmed" component="div">
          <Since invitation={invitation} />
        </Text>
      </>
    ),
  },
  { title: 'Delivery', cell: deliveryWords },
  {
    title: 'Invited',
    isWide: true,
    cell: ({ createdAt, invitedBy }) => (
      <>
        <Moment at={createdAt} />
        {invitedBy && (
          <Text size="sm" c="dimmed">
            by {invitedBy.email}
          </Text>
        )}
      </>
    ),
  },
]

/** The times of an invitation that belong to its status. */
function Since({ invitation }: { readonly invitation: Row }) {
  const { status, acceptedAt, acceptedBy, revokedAt, revokedBy, expiresAt } = invitation
  if (status === 'ACCEPTED') {
    return (
      <>
        <Moment at={acceptedAt} />
        {acceptedBy && (
          <>
            {' by '}
            <Anchor component={Link} href={`/users/${acceptedBy.id}`} inherit>
              {acceptedBy.name}
            </Anchor>
          </>
        )}
      </>
    )
  }
  if (status === 'REVOKED') {
    return (
      <>
        <Moment at={revokedAt} />
        {revokedBy && ` by ${revokedBy.email}`}
      </>
    )
  }
  return (
    <>
      {status === 'PENDING' && 'Expires '}
      <Moment at={expiresAt} />
    </>
  )
}

/** The orders that can be chosen instead of newest first. */
const orders: Orders<InvitationOrder> = new Map([
  ['expiring', { label: 'Expiring first', by: { field: 'EXPIRES_AT', direction: 'ASC' } }],
  ['address', { label: 'By e-mail', by: { field: 'EMAIL', direction: 'ASC' } }],
])

const isStatus = (text: string): text is Status => text in invitationStatuses

/** The invitations of the account and their status. */
export default function InvitationsPage() {
  const { may } = useSignedIn()
  const list = useList()
  const chosen = useChosen<'resend' | 'revoke', Row>()
  const revoke = useChange(RevokeInvitationDocument, ['Invitation'])
  const status = list.filter('status')
  const search = list.filter('search')
  const read = useRead(
    InvitationsDocument,
    {
      ...list.page,
      filter: { search: search || null, statuses: isStatus(status) ? [status] : null },
      orderBy: orderOf(list, orders),
      withTotalCount: true,
    },
    { of: ['Invitation'] },
  )
  const actions: Column<Row> = {
    title: 'Actions',
    isActions: true,
    cell: (row) => (
      <Group gap="xs" wrap="nowrap">
        {may('INVITATION_CREATE') && (row.status === 'PENDING' || row.status === 'EXPIRED') && (
          <Button
            variant="default"
            size="xs"
            onClick={() => chosen.choose('resend', row)}
            aria-label={`Resend to ${row.email}`}
          >
            Resend
          </Button>
        )}
        {may('INVITATION_REVOKE') && row.status === 'PENDING' && (
          <Button
            variant="default"
            size="xs"
            onClick={() => chosen.choose('revoke', row)}
            aria-label={`Revoke the invitation of ${row.email}`}
          >
            Revoke
          </Button>
        )}
      </Group>
    ),
  }
  const mayChange = may('INVITATION_CREATE') || may('INVITATION_REVOKE')
  return (
    <>
      <PageHeader title="Invitations">
        <Why deeds={[{ permission: 'INVITATION_CREATE', words: 'invite people' }]} />
        <IfMay permission="INVITATION_CREATE">
          <Button component={Link} href="/invitations/new">
            Invite people
          </Button>
        </IfMay>
      </PageHeader>
      <Group mb="md" gap="sm">
        <SearchField list={list} label="Search by e-mail" />
        <FilterSelect
          list={list}
          name="status"
          label="All statuses"
          options={Object.entries(invitationStatuses).map(([value, { label }]) => ({ value, label }))}
        />
        <OrderSelect list={list} orders={orders} usual="Newest first" />
      </Group>
      <PagedTable
        label="Invitations"
        columns={mayChange ? [...columns, actions] : columns}
        read={read}
        connection={read.data?.invitations}
        list={list}
        empty={
          search || status ? (
            <Empty title="No invitation matches.">
              <Button variant="default" size="xs" onClick={() => list.narrow({ search: '', status: '' })}>
                Clear filters
              </Button>
            </Empty>
          ) : (
            <Empty title="No invitations yet.">
              <IfMay
                permission="INVITATION_CREATE"
                otherwise={<NotAllowed permission="INVITATION_CREATE" title="You may not invite people" />}
              >
                <Text size="sm">Invite people by e-mail: each gets a link to join the account.</Text>
              </IfMay>
            </Empty>
          )
        }
      />
      <ResendDialog invitation={chosen.row} {...chosen.dialog('resend')} />
      <Confirm
        title="Revoke the invitation?"
        label="Revoke"
        {...chosen.dialog('revoke')}
        rehearse={() => rehearse(RevokeInvitationDocument, { id: chosen.row?.id ?? '' })}
        act={async () => {
          if (!chosen.row) return
          await revoke({ id: chosen.row.id })
          toast('The invitation is revoked.')
        }}
      >
        The link that {chosen.row?.email} has stops working at once. You can invite them again.
      </Confirm>
    </>
  )
}

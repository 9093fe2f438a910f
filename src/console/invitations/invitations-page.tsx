import { Button, Text } from '@mantine/core'
import { Link } from 'wouter'
import { InvitationsDocument, RevokeInvitationDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useRead } from '../api/use-read.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { FilterSelect } from '../lists/filter-select.tsx'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { orderOf } from '../lists/order.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import type { RowAction } from '../lists/row-actions.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { toast } from '../states/toast.ts'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { type InvitationRow, invitationColumns } from './invitation-columns.tsx'
import { invitationStatuses } from './invitation-status.tsx'
import { ResendDialog } from './resend.tsx'

const filters = ['search', 'status']

/** The invitations of the account and their status. */
export default function InvitationsPage() {
  const { may } = useSignedIn()
  const list = useList()
  const chosen = useChosen<'resend' | 'revoke', InvitationRow>()
  const revoke = useChange(RevokeInvitationDocument, ['Invitation'])
  const statuses = list.known('status', invitationStatuses)
  const search = list.filter('search')
  const asked = {
    filter: { search: search || null, statuses: statuses.length > 0 ? statuses : null },
    orderBy: orderOf(list, invitationColumns),
  }
  const read = useRead(InvitationsDocument, { ...asked, ...list.page, withTotalCount: true }, { of: ['Invitation'] })
  const actions = (row: InvitationRow): readonly RowAction[] => [
    ...(may('INVITATION_CREATE') && (row.status === 'PENDING' || row.status === 'EXPIRED')
      ? [{ label: 'Resend', isQuick: true, run: () => chosen.choose('resend', row) }]
      : []),
    ...(may('INVITATION_REVOKE') && row.status === 'PENDING'
      ? [{ label: 'Revoke', isGrave: true, run: () => chosen.choose('revoke', row) }]
      : []),
  ]
  return (
    <>
      <PageHeader title="Invitations">
        <Why
          sought={[
            { permission: 'INVITATION_CREATE', words: 'invite people' },
            { permission: 'INVITATION_REVOKE', words: 'revoke invitations' },
          ]}
        />
        <IfMay permission="INVITATION_CREATE">
          <Button component={Link} href="/invitations/new">
            Invite people
          </Button>
        </IfMay>
      </PageHeader>
      <PagedTable
        label="Invitations"
        columns={invitationColumns}
        usualOrder="-invited"
        filters={
          <>
            <SearchField list={list} label="Search by e-mail" />
            <FilterSelect
              list={list}
              name="status"
              label="Status"
              usual="All statuses"
              options={Object.entries(invitationStatuses).map(([value, { label }]) => ({ value, label }))}
            />
          </>
        }
        exported={{
          fileName: 'invitations',
          thing: 'invitation',
          read: async (page) => (await ask(InvitationsDocument, { ...asked, ...page })).invitations,
        }}
        called={({ email }) => email}
        actions={actions}
        read={read}
        connection={read.data?.invitations}
        list={list}
        empty={
          list.isNarrowedBy(filters) ? (
            <NothingMatches thing="invitation" list={list} filters={filters} />
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

import { Anchor, Button } from '@mantine/core'
import { Link } from 'wouter'
import { RemoveMembershipDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { type Choose, useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { Section } from '../frame/section.tsx'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import type { RowAction } from '../lists/row-actions.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { toast } from '../states/toast.ts'
import { Countdown } from '../times/countdown.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Membership, User } from './membership.ts'
import { MembershipForm } from './membership-form.tsx'

type Deed = 'change' | 'remove'

const touched = ['User', 'Group', 'Session', 'Invitation']

interface Props {
  readonly user: User
  /** Called when a dialog closes, to read the user again: the next form must start with current values. */
  onClosed(): void
}

/** The groups that a user is in: since when, by whom, until when, and whether each counts now. */
export function Memberships({ user, onClosed }: Props) {
  const { may, refresh, viewer } = useSignedIn()
  const list = useList()
  const adding = useOpened('membership')
  const chosen = useChosen<Deed, Membership>()
  const remove = useChange(RemoveMembershipDocument, touched)
  const mayAssign = may('GROUP_ASSIGN')
  const row = chosen.row
  const closing = (dialog: { onClose(): void }) => () => {
    dialog.onClose()
    onClosed()
  }
  const removal = (expectedVersion: number | undefined) => ({
    input: { userId: user.id, groupId: row?.group.id ?? '', expectedVersion },
  })
  const changing = chosen.dialog('change')
  const removing = chosen.dialog('remove')
  return (
    <Section
      title="Memberships"
      actions={
        mayAssign && (
          <Button variant="default" size="xs" onClick={adding.open}>
            Add to a group
          </Button>
        )
      }
    >
      <PagedTable
        label="Memberships"
        columns={columns}
        read={readAlready}
        connection={{ nodes: user.memberships.map(rowOf), pageInfo: onePage }}
        list={list}
        called={({ group }) => group.name}
        actions={(membership) => (mayAssign ? actionsOn(membership, chosen.choose) : [])}
        empty={<Empty title={`${user.name} is in no group, and so may do nothing.`} />}
      />
      {mayAssign && (
        <Dialog title={`Add ${user.name} to a group`} isOpen={adding.isOpen} onClose={closing(adding)}>
          <MembershipForm user={user} onClose={closing(adding)} />
        </Dialog>
      )}
      {row && (
        <Dialog title={`Change the membership in ${row.group.name}`} {...changing} onClose={closing(changing)}>
          <MembershipForm user={user} membership={row} onClose={closing(changing)} />
        </Dialog>
      )}
      {row && (
        <Confirm
          title={`Take ${user.name} out of ${row.group.name}?`}
          label="Take out"
          {...removing}
          onClose={closing(removing)}
          version={user.version}
          rehearse={(expectedVersion) => rehearse(RemoveMembershipDocument, removal(expectedVersion))}
          act={async (_typed, expectedVersion) => {
            await remove(removal(expectedVersion))
            if (user.id === viewer.user.id) await refresh()
            toast('Taken out.')
          }}
        >
          What only this group grants them is gone with the next request.
        </Confirm>
      )}
    </Section>
  )
}

/** A membership, known by its group. */
type Row = Membership & { readonly id: string }

const rowOf = (membership: Membership): Row => ({ ...membership, id: membership.group.id })

/** All memberships come with the user, so that there is nothing to wait for, and one page. */
const readAlready = { refusal: undefined, isLoading: false, again: () => {} }
const onePage = { hasNextPage: false, hasPreviousPage: false }

const actionsOn = (membership: Row, choose: Choose<Deed, Membership>): readonly RowAction[] => [
  { label: 'Change', run: () => choose('change', membership) },
  { label: 'Take out', isGrave: true, run: () => choose('remove', membership) },
]

const sources: Readonly<Record<Membership['source'], string>> = {
  MANUAL: 'by hand',
  INVITATION: 'by an invitation',
  IMPORT: 'by an import',
}

const givenBy = ({ source, grantedBy }: Membership): string =>
  `${sources[source]}${grantedBy ? ` by ${grantedBy.name}` : ''}`

const columns: readonly Column<Row>[] = [
  {
    key: 'group',
    title: 'Group',
    weight: 1.5,
    isFixed: true,
    text: ({ group }) => group.name,
    cell: ({ group: { id, name }, counts }) => (
      <>
        <Anchor component={Link} href={`/groups/${id}`} inherit>
          {name}
        </Anchor>
        {!counts && ', does not count now'}
      </>
    ),
  },
  {
    key: 'ends',
    title: 'Ends',
    text: ({ until }) => until ?? 'Never',
    cell: ({ until }) => (until ? <Countdown to={until} /> : 'Never'),
  },
  {
    key: 'given',
    title: 'Given',
    weight: 1.8,
    text: (membership) => [membership.grantedAt, givenBy(membership)].filter(Boolean).join(' '),
    cell: (membership) => (
      <span>
        {membership.grantedAt && <Moment at={membership.grantedAt} />} {givenBy(membership)}
      </span>
    ),
  },
  { key: 'reason', title: 'Reason', weight: 1.5, text: ({ reason }) => reason ?? '' },
]

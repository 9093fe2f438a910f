import { Anchor, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'wouter'
import { RemoveMembershipDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { type Choose, useChosen } from '../dialogs/use-chosen.ts'
import { useOpened } from '../dialogs/use-opened.ts'
import { Section } from '../frame/section.tsx'
import classes from '../lists/paged-table.module.css'
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
      {user.memberships.length === 0 ? (
        <Text c="dimmed">{user.name} is in no group, and so may do nothing.</Text>
      ) : (
        <MembershipTable memberships={user.memberships} choose={mayAssign ? chosen.choose : undefined} />
      )}
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

interface TableProps {
  readonly memberships: readonly Membership[]
  /** Undefined where the viewer may change none. */
  readonly choose: Choose<Deed, Membership> | undefined
}

function MembershipTable({ memberships, choose }: TableProps) {
  return (
    <Table className={classes['table']} aria-label="Memberships">
      <Table.Thead>
        <Table.Tr>
          {['Group', 'Ends', 'Given', 'Reason'].map((title) => (
            <Table.Th key={title} scope="col">
              {title}
            </Table.Th>
          ))}
          {choose && (
            <Table.Th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {memberships.map((membership) => (
          <Table.Tr key={membership.group.id}>
            <Table.Td data-title="Group">
              <Anchor component={Link} href={`/groups/${membership.group.id}`} inherit>
                {membership.group.name}
              </Anchor>
              {!membership.counts && (
                <Text size="xs" c="dimmed">
                  does not count now
                </Text>
              )}
            </Table.Td>
            <Table.Td data-title="Ends">{membership.until ? <Countdown to={membership.until} /> : 'Never'}</Table.Td>
            <Table.Td data-title="Given">
              <Given membership={membership} />
            </Table.Td>
            <Table.Td data-title="Reason">{membership.reason ?? ''}</Table.Td>
            {choose && (
              <Table.Td>
                <Group gap="xs" justify="flex-end">
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => choose('change', membership)}
                    aria-label={`Change the membership in ${membership.group.name}`}
                  >
                    Change
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => choose('remove', membership)}
                    aria-label={`Take out of ${membership.group.name}`}
                  >
                    Take out
                  </Button>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const sources: Readonly<Record<Membership['source'], string>> = {
  MANUAL: 'by hand',
  INVITATION: 'by an invitation',
  IMPORT: 'by an import',
}

function Given({ membership: { source, grantedAt, grantedBy } }: { readonly membership: Membership }) {
  return (
    <>
      {grantedAt && <Moment at={grantedAt} />} {sources[source]}
      {grantedBy && (
        <Text size="xs" c="dimmed">
          by {grantedBy.name}
        </Text>
      )}
    </>
  )
}

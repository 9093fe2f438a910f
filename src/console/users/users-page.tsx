import { Button, Text } from '@mantine/core'
import { Link } from 'wouter'
import { UsersDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { useChosen } from '../dialogs/use-chosen.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { FilterSelect } from '../lists/filter-select.tsx'
import { NothingMatches } from '../lists/nothing-matches.tsx'
import { orderOf } from '../lists/order.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { useSelection } from '../lists/use-selection.ts'
import { Empty } from '../states/empty.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { GroupsCell } from './groups-cell.tsx'
import { SelectedUsers } from './selected-users.tsx'
import { useAssignable } from './use-assignable.ts'
import { useMove } from './use-move.ts'
import { userActions } from './user-actions.ts'
import { userColumns } from './user-columns.tsx'
import { type UserChoice, type UserDeed, UserDialogs } from './user-dialogs.tsx'
import { userStatuses } from './user-status.tsx'

const filters = ['search', 'group', 'status']
const underInvitations = <Text size="sm">People who have not accepted yet are listed under Invitations.</Text>

/** The users of the account. */
export default function UsersPage() {
  const { may } = useSignedIn()
  const list = useList()
  const groups = useAssignable()
  const chosen = useChosen<UserDeed, UserChoice>()
  const move = useMove(groups, (user, target) => chosen.choose('groups', { users: [user], target }))
  const columns = userColumns(
    may('GROUP_ASSIGN')
      ? (user) => (
          <GroupsCell
            user={user}
            groups={groups}
            onMove={(group) => void move(user, group)}
            onSeveral={() => chosen.choose('groups', { users: [user] })}
          />
        )
      : undefined,
  )
  const groupIds = list.filters('group')
  const statuses = list.known('status', userStatuses)
  const asked = {
    filter: {
      search: list.filter('search') || null,
      groupIds: groupIds.length > 0 ? groupIds : null,
      statuses: statuses.length > 0 ? statuses : null,
    },
    orderBy: orderOf(list, columns),
  }
  const read = useRead(UsersDocument, { ...asked, ...list.page, withTotalCount: true }, { of: ['User'] })
  const selection = useSelection(read.data?.users?.nodes)
  const mayChange = may('GROUP_ASSIGN') || may('USER_UPDATE')
  return (
    <>
      <PageHeader title="Users">
        <Why sought={[{ permission: 'INVITATION_CREATE', words: 'invite people' }]} />
        <IfMay permission="INVITATION_CREATE">
          <Button component={Link} href="/invitations/new">
            Invite people
          </Button>
        </IfMay>
      </PageHeader>
      <PagedTable
        label="Users"
        columns={columns}
        usualOrder="email"
        filters={
          <>
            <SearchField list={list} label="Search by name or e-mail" />
            <FilterSelect
              list={list}
              name="group"
              label="Group"
              usual="All groups"
              options={groups.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <FilterSelect
              list={list}
              name="status"
              label="Status"
              usual="All statuses"
              options={Object.entries(userStatuses).map(([value, { label }]) => ({ value, label }))}
            />
          </>
        }
        exported={{
          fileName: 'users',
          thing: 'user',
          read: async (page) => (await ask(UsersDocument, { ...asked, ...page })).users,
        }}
        read={read}
        connection={read.data?.users}
        list={list}
        called={({ name }) => name}
        actions={(user) => userActions(user, may, (deed) => chosen.choose(deed, { users: [user] }))}
        {...(mayChange && {
          choosing: {
            selection,
            actions: <SelectedUsers users={selection.rows} groups={groups} choose={chosen.choose} />,
          },
        })}
        empty={
          list.isNarrowedBy(filters) ? (
            <NothingMatches thing="user" list={list} filters={filters}>
              {underInvitations}
            </NothingMatches>
          ) : (
            <Empty title="No users yet.">{underInvitations}</Empty>
          )
        }
      />
      <UserDialogs chosen={chosen} groups={groups} onChanged={(users) => selection.choose(users, false)} />
    </>
  )
}

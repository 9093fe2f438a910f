import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'wouter'
import { GroupsDocument, type UserStatus as Status, UsersDocument, type UsersQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { namesOf } from '../groups/names-of.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import { type Column, PagedTable } from '../lists/paged-table.tsx'
import { SearchField } from '../lists/search-field.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Moment } from '../times/moment.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { Why } from '../viewer/why.tsx'
import { UserStatus, userStatuses } from './user-status.tsx'

type Row = NonNullable<UsersQuery['users']>['nodes'][number]

const columns: readonly Column<Row>[] = [
  {
    title: 'Name',
    cell: ({ id, name, email }) => (
      <>
        <Anchor component={Link} href={`/users/${id}`} inherit>
          {name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {email}
        </Text>
      </>
    ),
  },
  { title: 'Groups', cell: ({ groups }) => namesOf(groups) },
  { title: 'Status', cell: ({ status }) => <UserStatus status={status} /> },
  { title: 'Last sign-in', cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} /> },
]

const isStatus = (text: string): text is Status => text in userStatuses

/** The users of the account. */
export default function UsersPage() {
  const list = useList()
  const groups = useRead(GroupsDocument, { first: 100 }, { of: ['Group'] })
  const groupId = list.filter('group')
  const status = list.filter('status')
  const read = useRead(
    UsersDocument,
    {
      ...list.page,
      filter: {
        search: list.filter('search') || null,
        groupIds: groupId ? [groupId] : null,
        statuses: isStatus(status) ? [status] : null,
      },
      withTotalCount: true,
    },
    { of: ['User'] },
  )
  const isNarrowed = ['search', 'group', 'status'].some((name) => list.filter(name))
  return (
    <>
      <PageHeader title="Users">
        <Why deeds={[{ permission: 'INVITATION_CREATE', words: 'invite people' }]} />
        <IfMay permission="INVITATION_CREATE">
          <Button component={Link} href="/invitations/new">
            Invite people
          </Button>
        </IfMay>
      </PageHeader>
      <Group mb="md" gap="sm">
        <SearchField list={list} label="Search by name or e-mail" />
        <FilterSelect
          list={list}
          name="group"
          label="All groups"
          options={(groups.data?.groups?.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FilterSelect
          list={list}
          name="status"
          label="All statuses"
          options={Object.entries(userStatuses).map(([value, { label }]) => ({ value, label }))}
        />
      </Group>
      <PagedTable
        label="Users"
        columns={columns}
        read={read}
        connection={read.data?.users}
        list={list}
        empty={
          <Empty title={isNarrowed ? 'No user matches.' : 'No users yet.'}>
            <Text size="sm">People who have not accepted yet are listed under Invitations.</Text>
            {isNarrowed && (
              <Button variant="default" size="xs" onClick={() => list.narrow({ search: '', group: '', status: '' })}>
                Clear filters
              </Button>
            )}
          </Empty>
        }
      />
    </>
  )
}

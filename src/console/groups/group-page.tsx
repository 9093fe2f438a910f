import { Anchor, Stack, Text } from '@mantine/core'
import { Link, useParams } from 'wouter'
import { GroupDocument, GroupMembersDocument, type GroupMembersQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { type Column, PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { Moment } from '../times/moment.tsx'
import { UserStatus } from '../users/user-status.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { PermissionFacts } from './permission-facts.tsx'

type Row = NonNullable<NonNullable<GroupMembersQuery['group']>['members']>['nodes'][number]

/** One group: its members and its permissions. */
export default function GroupPage() {
  const { id = '' } = useParams()
  return <OneGroup key={id} id={id} />
}

function OneGroup({ id }: { readonly id: string }) {
  const { data, refusal, isLoading, again } = useRead(GroupDocument, { id }, { of: ['Group'] })
  const group = data?.group
  return (
    <>
      <PageHeader title={group?.name ?? 'Group'} />
      {isLoading && <Loading rows={8} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {data && !refusal && !group && (
        <Empty title="Group not found.">
          <Anchor component={Link} href="/groups">
            Go to all groups
          </Anchor>
        </Empty>
      )}
      {group && (
        <Stack gap="lg">
          <Text>{group.description}</Text>
          <Section title="Members">
            <IfMay
              permission="USER_READ"
              otherwise={<NotAllowed permission="USER_READ" title="You may not see the members" />}
            >
              <Members groupId={id} />
            </IfMay>
          </Section>
          <Section title="Permissions">
            <PermissionFacts permissions={group.permissions} />
          </Section>
        </Stack>
      )}
    </>
  )
}

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
  { title: 'Status', cell: ({ status }) => <UserStatus status={status} /> },
  { title: 'Last sign-in', cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} /> },
]

function Members({ groupId }: { readonly groupId: string }) {
  const list = useList()
  const read = useRead(GroupMembersDocument, { id: groupId, ...list.page, withTotalCount: true }, { of: ['User'] })
  return (
    <PagedTable
      label="Members"
      columns={columns}
      read={read}
      connection={read.data?.group?.members}
      list={list}
      empty={
        <Empty title="No members yet.">
          <Text size="sm">To add someone, open their page under Users and choose Change groups.</Text>
        </Empty>
      }
    />
  )
}

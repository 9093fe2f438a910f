import { Anchor, Button, Code, Stack, Text } from '@mantine/core'
import { Link, useParams } from 'wouter'
import {
  type GroupDetailsFragment,
  GroupDocument,
  GroupMembersDocument,
  type GroupMembersQuery,
} from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { Moment } from '../times/moment.tsx'
import { UserStatus, userStatuses } from '../users/user-status.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { NotAllowed } from '../viewer/not-allowed.tsx'
import { Why } from '../viewer/why.tsx'
import { DeleteGroup } from './delete-group.tsx'
import { GrantWords } from './grant-words.tsx'
import { GroupKind } from './group-kind.tsx'
import { heldBy } from './holder.ts'
import { PermissionMatrix } from './permission-matrix.tsx'

type Row = NonNullable<NonNullable<GroupMembersQuery['group']>['members']>['nodes'][number]

/** One group: when it counts, what it grants, and its members. */
export default function GroupPage() {
  const { id = '' } = useParams()
  return <OneGroup key={id} id={id} />
}

function OneGroup({ id }: { readonly id: string }) {
  const { data, refusal, isLoading, again } = useRead(GroupDocument, { id }, { of: ['Group'] })
  const group = data?.group
  if (data && !refusal && !group) {
    return <NotFound what="Group" next={{ href: '/groups', label: 'All groups' }} />
  }
  return (
    <>
      <PageHeader title={group?.name ?? 'Group'}>
        {group && !group.builtIn && (
          <>
            <Why
              sought={[
                { permission: 'GROUP_UPDATE', words: 'change it' },
                { permission: 'GROUP_DELETE', words: 'delete it' },
              ]}
            />
            <IfMay permission="GROUP_UPDATE">
              <Button variant="default" component={Link} href={`/groups/${id}/edit`}>
                Edit
              </Button>
            </IfMay>
            <IfMay permission="GROUP_DELETE">
              <DeleteGroup group={group} />
            </IfMay>
          </>
        )}
      </PageHeader>
      {isLoading && <Loading rows={8} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {group && (
        <Stack gap="lg">
          {group.description && <Text>{group.description}</Text>}
          <Section title="What its members may do">
            <Grants group={group} />
          </Section>
          <Section title="Details">
            <GroupFacts group={group} />
          </Section>
          <Section title="Members">
            <IfMay
              permission="USER_READ"
              otherwise={<NotAllowed permission="USER_READ" title="You may not see the members" />}
            >
              <Members groupId={id} />
            </IfMay>
          </Section>
        </Stack>
      )}
    </>
  )
}

function GroupFacts({ group }: { readonly group: GroupDetailsFragment }) {
  const { key, builtIn, conditionsSummary, createdAt, createdBy, updatedAt } = group
  return (
    <Facts
      facts={[
        { label: 'Key', value: <Code>{key}</Code> },
        { label: 'Kind', value: <GroupKind builtIn={builtIn} /> },
        { label: 'Counts', value: conditionsSummary },
        ...(createdAt
          ? [
              {
                label: 'Created',
                value: (
                  <>
                    <Moment at={createdAt} />
                    {createdBy && ` by ${createdBy.name}`}
                  </>
                ),
              },
            ]
          : []),
        ...(updatedAt ? [{ label: 'Updated', value: <Moment at={updatedAt} /> }] : []),
      ]}
    />
  )
}

/** What the members of a group may do, and, where that is limited, on what. */
function Grants({ group: { id, name, builtIn, grants } }: { readonly group: GroupDetailsFragment }) {
  if (grants.length === 0) return <Text c="dimmed">It grants nothing.</Text>
  return (
    <Stack gap="md">
      <PermissionMatrix label={`What ${name} grants`} holders={[{ id, heading: name, ...heldBy(grants) }]} />
      {!builtIn && <GrantWords grants={grants} />}
    </Stack>
  )
}

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: 'Name',
    isFixed: true,
    text: ({ name }) => name,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/users/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'email', title: 'E-mail', weight: 1.5, text: ({ email }) => email },
  {
    key: 'status',
    title: 'Status',
    text: ({ status }) => userStatuses[status].label,
    cell: ({ status }) => <UserStatus status={status} />,
  },
  {
    key: 'lastSignIn',
    title: 'Last sign-in',
    text: ({ lastSignInAt }) => lastSignInAt ?? '',
    cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} />,
  },
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
          <Text size="sm">To add someone, open their page under Users and choose Add to a group.</Text>
        </Empty>
      }
    />
  )
}

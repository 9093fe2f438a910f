import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { UserOrderField, UsersQuery } from '../../sdk/generated.ts'
import { namesOf } from '../groups/names-of.ts'
import type { Column } from '../lists/column.ts'
import { printPairs } from '../pairs/pairs.ts'
import { Moment } from '../times/moment.tsx'
import { UserStatus, userStatuses } from './user-status.tsx'

export type UserRow = NonNullable<UsersQuery['users']>['nodes'][number]

/** The columns of the list of users; `groupsCell` shows the groups of one whom the viewer may put into others. */
export const userColumns = (
  groupsCell: ((user: UserRow) => ReactNode) | undefined,
): readonly Column<UserRow, UserOrderField>[] => [
  {
    key: 'name',
    title: 'Name',
    weight: 1.6,
    isFixed: true,
    orderBy: 'NAME',
    text: ({ name }) => name,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/users/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'email', title: 'E-mail', weight: 2, orderBy: 'EMAIL', text: ({ email }) => email },
  {
    ...{ key: 'groups', title: 'Groups', weight: 1.4, text: ({ groups }: UserRow) => namesOf(groups) },
    ...(groupsCell && { cell: groupsCell }),
  },
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
  {
    key: 'joined',
    title: 'Joined',
    isOffAtFirst: true,
    orderBy: 'CREATED_AT',
    isDescendingFirst: true,
    text: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    key: 'attributes',
    title: 'Attributes',
    weight: 1.4,
    isOffAtFirst: true,
    text: ({ attributes }) => printPairs(attributes).replaceAll('\n', ', '),
  },
]

import type { Permission } from '../../sdk/generated.ts'
import type { RowAction } from '../lists/row-actions.tsx'
import type { UserRow } from './user-columns.tsx'
import type { UserDeed } from './user-dialogs.tsx'

/** What the viewer may do with a person in the list. */
export function userActions(
  { id, status }: UserRow,
  may: (permission: Permission) => boolean,
  choose: (deed: UserDeed) => void,
): readonly RowAction[] {
  const action = (permission: Permission, deed: UserDeed, label: string, isGrave = false) =>
    may(permission) ? [{ label, isGrave, run: () => choose(deed) }] : []
  const isActive = status === 'ACTIVE'
  return [
    ...(may('USER_UPDATE') ? [{ label: 'Edit', href: `/users/${id}?dialog=edit` }] : []),
    ...action('GROUP_ASSIGN', 'groups', 'Change groups'),
    ...action('USER_UPDATE', 'status', isActive ? 'Deactivate' : 'Reactivate'),
    ...action('USER_REMOVE', 'remove', 'Remove', true),
  ]
}

import type { SignedIn } from '../auth/caller.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { maySee } from '../policy/decide.ts'
import { permissionsOf } from '../policy/groups.ts'
import type { Permission } from '../policy/permissions.ts'
import { inOrder } from '../requests/request-context.ts'
import type { Source } from '../requests/source.ts'
import type { Sql } from '../store/tables.ts'
import * as userStore from './user.store.ts'
import type { User } from './user.type.ts'

/**
 * The users that other objects refer to, such as `createdBy`. Null for a removed user and for one that the caller may
 * not see, so that a Member can list tokens without an error.
 */
export const visibleUsers = (db: Sql): Source<User | null> => ({
  name: 'visible users',
  load: async (caller, ids) => {
    const visible = ids.filter((id) => maySee(caller, 'User', id))
    return inOrder(ids, visible.length === 0 ? [] : await userStore.findMany(db, caller.accountId, visible))
  },
})

export const groupsOfUsers = (db: Sql): Source<readonly Group[]> => ({
  name: 'groups of users',
  load: ({ accountId }: SignedIn, ids) => groupStore.ofUsers(db, accountId, ids),
})

/** The permissions of a user: the union over their groups. */
export const permissionsOfGroups = (groups: readonly Group[]): readonly Permission[] => [
  ...permissionsOf(groups.map(({ key }) => key)),
]

import type { SignedIn } from '../auth/caller.ts'
import { environmentOf } from '../auth/current-rights.ts'
import type { Group } from '../groups/group.type.ts'
import { maySee } from '../policy/decide.ts'
import { permissionsOf } from '../policy/groups.ts'
import { type Holdings, holdingsOf } from '../policy/holdings.ts'
import { inOrder } from '../requests/request-context.ts'
import type { Source } from '../requests/source.ts'
import type { Sql } from '../store/tables.ts'
import type { HeldMembership } from './membership.store.ts'
import * as membershipStore from './membership.store.ts'
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

/** The groups that users are in now. */
export const groupsOfUsers = (db: Sql, clock: () => number): Source<readonly Group[]> => ({
  name: 'groups of users',
  load: ({ accountId }: SignedIn, ids) => membershipStore.groupsOfUsers(db, accountId, ids, clock()),
})

/** The memberships of users that have not ended. */
export const membershipsOfUsers = (db: Sql, clock: () => number): Source<readonly HeldMembership[]> => ({
  name: 'memberships of users',
  load: ({ accountId }: SignedIn, ids) => membershipStore.ofUsers(db, accountId, ids, clock()),
})

/** What a user holds by their groups while they send no request. */
export function holdingsOfUser(
  groups: readonly Group[],
  { attributes }: Pick<User, 'attributes'>,
  now: number,
): Pick<Holdings, 'permissions' | 'scopes'> {
  if (groups.every(({ builtIn }) => builtIn)) {
    return { permissions: permissionsOf(groups.map(({ key }) => key)), scopes: new Map() }
  }
  const held = groups.map(({ id, key, name, definition }) => ({ id, key, name, definition, until: null }))
  return holdingsOf(held, () => environmentOf(attributes, now))
}

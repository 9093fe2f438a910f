import type DataLoader from 'dataloader'
import type { SignedIn } from '../auth/caller.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { maySee } from '../policy/decide.ts'
import { inOrder, type RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import * as userStore from './user.store.ts'
import type { User } from './user.type.ts'

/** People by their ids, in order; null where one has been removed, or is not for this caller to see. */
export async function visibleUsers(db: Sql, caller: SignedIn, ids: readonly string[]): Promise<(User | null)[]> {
  const visible = ids.filter((id) => maySee(caller, 'User', id))
  return inOrder(ids, visible.length === 0 ? [] : await userStore.findMany(db, caller.accountId, visible))
}

/**
 * The person that an object of a level names ("created by"), in one statement for the level. Null without an id, for
 * someone removed, and for someone the caller may not see: a Member's list of tokens is no error.
 */
export async function userOf(db: Sql, context: RequestContext, id: string | null): Promise<User | null> {
  if (id === null) return null
  return context.loader('user', (caller, ids) => visibleUsers(db, caller, ids)).load(id)
}

/** The groups of the people of a level, in one statement. */
export const groupsOf = (db: Sql, context: RequestContext): DataLoader<string, readonly Group[]> =>
  context.loader('User.groups', ({ accountId }, ids) => groupStore.ofUsers(db, accountId, ids))

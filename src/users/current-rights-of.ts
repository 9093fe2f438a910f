import type { Origin } from '../auth/caller.ts'
import { findLiveToken } from '../auth/current-rights.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Principal } from '../policy/decide.ts'
import { permissionsOf } from '../policy/groups.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import * as userStore from './user.store.ts'

/**
 * The current permissions of a person or a management token, by id. For operations that one caller starts and another
 * finishes, such as an invitation and its acceptance: the permissions of the first are checked again at the end.
 * Undefined for a person who is deactivated or removed, and for a token that is no longer accepted.
 */
export async function currentRightsOf(
  db: Sql,
  accountId: string,
  id: string,
  now: number,
  origin: Origin,
): Promise<Pick<Principal, 'permissions'> | undefined> {
  if (isId('management_token', id)) return (await findLiveToken(db, { accountId, id }, now, origin))?.caller
  const person = await userStore.find(db, accountId, id)
  if (person?.status !== 'ACTIVE') return undefined
  const [groups = []] = await groupStore.ofUsers(db, accountId, [person.id])
  return { permissions: permissionsOf(groups.map(({ key }) => key)) }
}

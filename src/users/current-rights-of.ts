import type { Origin } from '../auth/caller.ts'
import { findLiveToken } from '../auth/current-rights.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Principal } from '../policy/decide.ts'
import { permissionsOf } from '../policy/groups.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import * as userStore from './user.store.ts'

/**
 * What the person or the management token of an id may do now, for what they began earlier and somebody else ends;
 * undefined when they may do nothing any more.
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

import type { GuardedChange } from '../changes/changes.ts'
import { expectVersion, notFound } from '../errors.ts'
import { isId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as userStore from './user.store.ts'
import type { User } from './user.type.ts'

/** The user of an id; `field` is the path of that id, for errors. Throws NOT_FOUND, STALE_VERSION. */
export async function requireUser(
  { db, accountId }: GuardedChange,
  { id, expectedVersion }: AtVersion,
  field: string,
): Promise<User> {
  const user = isId('user', id) ? await userStore.find(db, accountId, id) : undefined
  if (!user) throw notFound('user', field)
  expectVersion(user.version, expectedVersion)
  return user
}

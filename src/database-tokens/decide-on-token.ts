import type { GuardedChange } from '../changes/changes.ts'
import * as adoptedStore from '../clusters/work/adopted.store.ts'
import * as databaseStore from '../databases/database.store.ts'
import type { Database } from '../databases/database.type.ts'
import { resourcesOf } from '../databases/decide-on-database.ts'
import { ClustergateError, isForbidden } from '../errors.ts'
import type { Permission } from '../policy/permissions.ts'
import { reachOf, wholeAccount } from '../policy/reach.ts'
import type { Resource } from '../policy/selectors.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import type { Grant } from './database-token.ts'
import type { DatabaseToken } from './database-token.type.ts'

/** A token that a change is about; without an id, one that is to be made. */
type Decided = Pick<DatabaseToken, 'clusterId'> & { readonly id?: string }

/**
 * Decides on a token with these permissions: on every database that it reaches. Its whole cluster is needed for `*`, for
 * what an imported token may do on databases that are not managed here, and for a token that reaches nothing. Throws
 * FORBIDDEN.
 */
export async function decideOnToken(
  change: GuardedChange,
  token: Decided,
  grants: readonly Grant[],
  permission?: Permission,
): Promise<void> {
  const { decisions, caller } = change
  const { clusterId } = token
  // A caller who holds it on the whole account is not limited to what the token reaches.
  if (caller.scopes.size === 0) return decisions.decide({ clusterId }, permission)
  try {
    const reached = await reachedBy(change, token, grants, (found) => resourcesOf(change.db, caller, found))
    for (const resource of reached) decisions.decide(resource, permission)
  } catch (error) {
    if (!(error instanceof ClustergateError && isForbidden(error))) throw error
    const { permission: lacking = 'the permission' } = error.details
    throw new ClustergateError(
      'FORBIDDEN',
      `You do not hold ${lacking} on all that the token reaches: it also reaches databases outside your grant.`,
      error.details,
    )
  }
}

/** The same of a token with the permissions that it has. */
export async function decideOnHeld(
  change: GuardedChange,
  token: Pick<DatabaseToken, 'id' | 'clusterId'>,
  permission?: Permission,
): Promise<void> {
  const { db, accountId, at, caller } = change
  // What it reaches matters only to callers who hold something on some resources.
  const isLimited = caller.scopes.size > 0
  const held = isLimited ? await permissionStore.ofTokens(db, wholeAccount(accountId), [token.id], at) : []
  await decideOnToken(change, token, held, permission)
}

/** All that a token reaches; `see` turns its databases into what selectors see. */
export async function reachedBy(
  { db, accountId, at }: Pick<GuardedChange, 'db' | 'accountId' | 'at'>,
  { id, clusterId }: Decided,
  grants: readonly Grant[],
  see: (databases: readonly Database[]) => Promise<readonly Resource[]>,
): Promise<readonly Resource[]> {
  const ids = [...new Set(grants.flatMap(({ databaseId }) => databaseId ?? []))]
  const found = ids.length === 0 ? [] : await databaseStore.findMany(db, wholeAccount(accountId), ids, at)
  const databases = await see(found)
  const [foreign = []] = id === undefined ? [] : await adoptedStore.foreignGrantsOf(db, wholeAccount(accountId), [id])
  const isWide = databases.length === 0 || foreign.length > 0 || grants.some(({ databaseId }) => databaseId === null)
  return isWide ? [{ clusterId }, ...databases] : databases
}

/** Whether the caller of a change may see the token of an id that the account has. */
export async function maySeeToken({ db, caller, at }: GuardedChange, id: string): Promise<boolean> {
  if (caller.permissions.has('DATABASE_TOKEN_READ')) return true
  if (!caller.scopes.has('DATABASE_TOKEN_READ')) return false
  return (await databaseTokenStore.find(db, reachOf(caller, 'DATABASE_TOKEN_READ'), id, at)) !== undefined
}

/**
 * The permissions of a token as a change records them: all of them for the audit log, and in a rehearsal those that its
 * caller may see.
 */
export async function recordable<Kept extends Grant>(
  { db, caller, at, isRehearsal }: GuardedChange,
  grants: readonly Kept[],
): Promise<readonly Kept[]> {
  const reach = reachOf(caller, 'DATABASE_TOKEN_READ')
  const ids = grants.flatMap(({ databaseId }) => databaseId ?? [])
  if (!isRehearsal || !reach.selectors || ids.length === 0) return grants
  const seen = new Set((await databaseStore.findMany(db, reach, ids, at)).map(({ id }) => id))
  return grants.filter(({ databaseId }) => databaseId === null || seen.has(databaseId))
}

import type { GuardedChange } from '../changes/changes.ts'
import { conflict, expectVersion, notFound } from '../errors.ts'
import { isId } from '../values/id.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as databaseTokenStore from './database-token.store.ts'
import type { DatabaseToken } from './database-token.type.ts'
import { decideOnHeld } from './decide-on-token.ts'

/** The token of an id, which the caller may change. Throws NOT_FOUND, FORBIDDEN, STALE_VERSION. */
export async function requireToken(
  change: GuardedChange,
  { id, expectedVersion }: AtVersion,
  field: string,
): Promise<DatabaseToken> {
  const { db, at, decisions } = change
  const reach = decisions.reach('DATABASE_TOKEN_READ')
  const token = isId('database_token', id) && (await databaseTokenStore.find(db, reach, id, at))
  if (!token) throw notFound('database token', field)
  await decideOnHeld(change, token)
  expectVersion(token.version, expectedVersion)
  return token
}

/** Throws CONFLICT for a token that no longer works. */
export function refuseUnlessAccepted({ status }: DatabaseToken): void {
  if (status === 'REVOKED') throw conflict('The token was revoked, which is for good. Create a new one.')
  if (status === 'EXPIRED') throw conflict('The token has expired. Create a new one.')
}

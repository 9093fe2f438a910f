import { notFound } from '../errors.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import { parseList } from '../values/text.ts'
import type { DataAction, DatabasePermissionInput, DatabaseToken } from './database-token.type.ts'

/** A permission as it is stored; a null `databaseId` covers every database of the cluster. */
export interface Grant {
  readonly action: DataAction
  readonly databaseId: string | null
}

/** The database id by which clients name every database of the cluster. */
export const everyDatabase = '*'

/**
 * The permissions of an input, without duplicates, in their order. Throws BAD_INPUT for a list that is too long, and
 * NOT_FOUND for a database that `mayName` refuses.
 */
export function parseGrants(
  given: readonly DatabasePermissionInput[],
  mayName: (databaseId: string) => boolean,
): readonly Grant[] {
  const grants = new Map<string, Grant>()
  for (const [at, { action, databaseId }] of parseGrantList(given).entries()) {
    const every = databaseId === everyDatabase
    if (!every && !mayName(databaseId)) throw notFound('database', `input.permissions.${at}.databaseId`)
    grants.set(`${action} ${databaseId}`, { action, databaseId: every ? null : databaseId })
  }
  return [...grants.values()]
}

/** Checks the length of the list, before a database is looked up. Throws BAD_INPUT. */
export const parseGrantList = (given: readonly DatabasePermissionInput[]) =>
  parseList(given, 'input.permissions', 'permissions', 0)

/** A token as the audit log records it. */
export const auditView = (token: DatabaseToken, grants: readonly Grant[]) => ({
  clusterId: token.clusterId,
  description: token.description,
  permissions: grants.map(({ action, databaseId }) => ({ action, databaseId: databaseId ?? everyDatabase })),
  expiresAt: printDateTimeOrNull(token.expiresAt),
  revokedAt: printDateTimeOrNull(token.revokedAt),
  rotatedFrom: token.rotatedFromId,
  replacedBy: token.replacedById,
})

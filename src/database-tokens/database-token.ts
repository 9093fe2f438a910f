import { badInput, notFound } from '../errors.ts'
import { parseExpiresAt } from '../tokens/token.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import { seconds } from '../values/duration.ts'
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

const overlapDefaultSeconds = seconds.day
const overlapMaxSeconds = 7 * seconds.day

/** The overlap in milliseconds: how long a token is accepted beside its successor. Throws BAD_INPUT. */
export function parseOverlap(overlapSeconds: number | null | undefined): number {
  const overlap = overlapSeconds ?? overlapDefaultSeconds
  if (overlap > overlapMaxSeconds) throw badInput('input.overlap', 'The overlap is at most 7d.')
  return overlap * 1_000
}

/**
 * When a successor expires: as given, where null is never; when absent, after the lifetime that the old token was
 * created with.
 */
export function parseSuccessorExpiresAt(
  given: number | null | undefined,
  lifeMilliseconds: number | null,
  now: number,
): number | null {
  if (given !== undefined) return parseExpiresAt(given, now)
  return lifeMilliseconds === null ? null : now + lifeMilliseconds
}

/** When a replaced token expires: after the overlap, and no later than without a successor. */
export const retiredAt = (
  { expiresAt }: Pick<DatabaseToken, 'expiresAt'>,
  now: number,
  overlapMilliseconds: number,
): number => Math.min(expiresAt ?? Number.POSITIVE_INFINITY, now + overlapMilliseconds)

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

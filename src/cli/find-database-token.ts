import type { DatabaseTokenFieldsFragment, TokenStatus } from '../sdk/index.ts'
import type { Connection } from './connection.ts'
import { isIdOf, pick, theOne } from './references.ts'

export const allStatuses: readonly TokenStatus[] = ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED']

/**
 * Finds the id of a database token by its id or description. Throws NOT_FOUND, and wrong usage where several that did
 * not replace each other have the description.
 */
export async function findTokenId({ client }: Connection, given: string, includeRevoked = false): Promise<string> {
  if (isIdOf('database_token', given)) return given
  const filter = { search: given, ...(includeRevoked && { statuses: allStatuses }) }
  const found = await pick(client.databaseTokens.all({ filter }), (token) => {
    const { id, description, prefix, status, createdAt, cluster, replacedBy } = token
    const label = `${prefix}…, ${status.toLowerCase()}, created ${createdAt}, on the cluster ${cluster.name}`
    return description === given ? { id, label, status, successorId: replacedBy?.id } : undefined
  })
  return theOne('database token', given, newest(found)).id
}

interface Successive {
  readonly id: string
  readonly status: TokenStatus
  readonly successorId: string | undefined
}

/**
 * Of tokens with one description, those that none of the others has replaced. Where one is active, replaced ones are
 * left out: the tokens that linked them to it may have been revoked.
 */
function newest<Found extends Successive>(found: readonly Found[]): readonly Found[] {
  const ids = new Set(found.map(({ id }) => id))
  const last = found.filter(({ successorId }) => successorId === undefined || !ids.has(successorId))
  const active = last.filter(({ status }) => status !== 'REPLACED')
  return active.some(({ status }) => status === 'ACTIVE') ? active : last
}

/** The token that was made with this secret a moment ago. */
export async function findMade(
  { client }: Connection,
  description: string,
  secret: string,
): Promise<DatabaseTokenFieldsFragment | undefined> {
  const { databaseTokens } = await client.databaseTokens({ filter: { search: description }, first: 5 })
  return databaseTokens?.nodes.find(({ prefix }) => secret.startsWith(prefix))
}

/** The token by which another one was replaced a moment ago. */
export async function findSuccessor(
  { client }: Connection,
  id: string,
): Promise<DatabaseTokenFieldsFragment | undefined> {
  const { databaseToken: old } = await client.databaseToken({ id })
  const { databaseToken } = await client.databaseToken({ id: old?.replacedBy?.id ?? '' })
  return databaseToken ?? undefined
}

import { createHash } from 'node:crypto'
import { badInput, ClustergateError } from '../../errors.ts'

const version = 1
const form = /^[0-9a-f]{64}$/

/** The hash of a persisted query, in the form of Apollo's clients; undefined for any other value. */
export function hashOf(persistedQuery: unknown): string | undefined {
  const { version: given, sha256Hash } = (persistedQuery ?? {}) as { version?: unknown; sha256Hash?: unknown }
  return given === version && typeof sha256Hash === 'string' && form.test(sha256Hash) ? sha256Hash : undefined
}

/** The hash in the extensions of a request, if there is one. Throws BAD_INPUT for a persisted query of another form. */
export function hashIn(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: unknown }
  if (persistedQuery === undefined || persistedQuery === null) return undefined
  const hash = hashOf(persistedQuery)
  if (hash !== undefined) return hash
  throw badInput('extensions.persistedQuery', 'Give the version, 1, and the SHA-256 of the document in hexadecimal.')
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Throws BAD_INPUT for a document with another hash than the given one, and PERSISTED_QUERY_NOT_FOUND for a hash of no
 * given and no known document; some clients look for that word in the message.
 */
export function checkHash(hash: string, query: string | undefined, known: string | undefined): void {
  if (query === undefined && known === undefined) {
    throw new ClustergateError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
  }
  if (query !== undefined && query !== known && sha256(query) !== hash) {
    throw badInput('extensions.persistedQuery.sha256Hash', 'This is not the SHA-256 of the document beside it.')
  }
}

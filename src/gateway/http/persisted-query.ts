import { createHash } from 'node:crypto'
import { badInput, ClustergateError } from '../../errors.ts'

const version = 1
const form = /^[0-9a-f]{64}$/

/** The hash in the extensions of a request, as Apollo's clients send it. Throws BAD_INPUT for one of another form. */
export function hashIn(extensions: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = extensions?.['persistedQuery']
  if (given === undefined || given === null) return undefined
  const { version: givenVersion, sha256Hash } = given as { version?: unknown; sha256Hash?: unknown }
  if (givenVersion === version && typeof sha256Hash === 'string' && form.test(sha256Hash)) return sha256Hash
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

import { randomUUID } from 'node:crypto'

/**
 * The kinds of object that have an id. An id begins with its kind, so that `node` knows where to look for the object.
 */
export const idKinds = [
  'account',
  'cluster',
  'user',
  'group',
  'invitation',
  'session',
  'database',
  'table',
  'database_token',
  'management_token',
  'audit_event',
  'mail',
  'password_reset',
] as const

export type IdKind = (typeof idKinds)[number]

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const uuidLength = 36

/**
 * A new id: its kind and a UUID of version 7, which begins with the time, so that new rows lie together in every index
 * (RFC 9562).
 */
export const newId = (kind: IdKind): string => `${startOfId(kind, Date.now())}-7${randomUUID().slice(15)}`

/** What ids of this time begin with; it sorts before them, and after all that were made earlier. */
export function startOfId(kind: IdKind, at: number): string {
  const time = at.toString(16).padStart(12, '0')
  return `${kind}_${time.slice(0, 8)}-${time.slice(8)}`
}

/** The kind of a well-formed id; undefined for any other text. */
export function kindOfId(id: string): IdKind | undefined {
  const kind = id.slice(0, -uuidLength - 1)
  if (!(idKinds as readonly string[]).includes(kind) || id.at(kind.length) !== '_') return undefined
  return uuidPattern.test(id.slice(kind.length + 1)) ? (kind as IdKind) : undefined
}

export const isId = (kind: IdKind, id: string): boolean => kindOfId(id) === kind

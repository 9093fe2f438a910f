import { createHash } from 'node:crypto'
import { printDateTime } from '../values/date-time.ts'

export type AuditOutcome = 'SUCCEEDED' | 'DENIED' | 'FAILED'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export interface FieldChange {
  readonly field: string
  readonly before: Json
  readonly after: Json
}

/** An event as it is hashed: everything but the hash itself. */
export interface ChainedEvent {
  readonly accountId: string
  readonly sequence: number
  readonly id: string
  /** Epoch milliseconds. */
  readonly occurredAt: number
  readonly action: string
  readonly outcome: AuditOutcome
  readonly errorCode: string | null
  readonly actorId: string | null
  readonly actorLabel: string
  readonly resourceId: string | null
  readonly resourceLabel: string | null
  readonly changes: readonly FieldChange[]
  readonly ip: string | null
  readonly requestId: string
  readonly previousHash: string
}

/** What the first event of an account names as its predecessor. */
export const firstHash = '0'.repeat(64)

/**
 * SHA-256, in lower-case hexadecimal, over the canonical form of an event: one JSON object in UTF-8 with exactly the
 * members of the API's AuditEvent but `hash` and `actor`, plus `accountId`, as the API prints them (`sequence` a
 * string, `occurredAt` RFC 3339), keys sorted by code unit at every level, no white space (RFC 8785).
 */
export function hashEvent(event: ChainedEvent): string {
  const { sequence, occurredAt } = event
  const shown: Json = { ...event, sequence: String(sequence), occurredAt: printDateTime(occurredAt) } as unknown as Json
  return createHash('sha256').update(canonicalJson(shown)).digest('hex')
}

/** RFC 8785 for strings, whole numbers, booleans, null, lists and objects. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

/** The fields that differ between two views of a thing; a missing view is all nulls. */
export function differences(before: Record<string, Json>, after: Record<string, Json>): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after))
}

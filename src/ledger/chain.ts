import { hash } from 'node:crypto'
import type { Tables } from '../store/tables.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import { printDateTime } from '../values/date-time.ts'

export type AuditOutcome = 'SUCCEEDED' | 'DENIED' | 'FAILED'

export interface FieldChange {
  readonly field: string
  readonly before: Json
  readonly after: Json
}

/** A group by which a change was allowed, as it was then. */
export interface DecidingGroup {
  readonly id: string
  readonly key: string
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
  /** Null in events of versions of the gateway that did not record it: these are hashed without it. */
  readonly decidedBy: readonly DecidingGroup[] | null
  readonly ip: string | null
  readonly requestId: string
  readonly previousHash: string
}

/** The hash that the first event of an account names as its predecessor's. */
export const firstHash = '0'.repeat(64)

/**
 * The members of an event and their columns, in the order in which they are hashed: by code unit. All code that reads,
 * writes or hashes events goes by this list.
 */
export const eventColumns = {
  accountId: 'account_id',
  action: 'action',
  actorId: 'actor_id',
  actorLabel: 'actor_label',
  changes: 'changes',
  decidedBy: 'decided_by',
  errorCode: 'error_code',
  id: 'id',
  ip: 'ip',
  occurredAt: 'occurred_at',
  outcome: 'outcome',
  previousHash: 'previous_hash',
  requestId: 'request_id',
  resourceId: 'resource_id',
  resourceLabel: 'resource_label',
  sequence: 'sequence',
} as const satisfies Record<keyof ChainedEvent, keyof Tables['audit_events']>

export const eventMembers = Object.keys(eventColumns) as readonly (keyof ChainedEvent)[]

/** The version of the canonical form of an event: 1 has neither `decidedBy` nor `v`. */
export const versionOf = ({ decidedBy }: { readonly decidedBy: unknown }): 1 | 2 => (decidedBy === null ? 1 : 2)

/**
 * SHA-256, in lower-case hexadecimal, over the canonical form of an event: one JSON object in UTF-8 with exactly the
 * members of the API's AuditEvent but `hash` and `actor`, plus `accountId`, as the API prints them (`sequence` a
 * string, `occurredAt` RFC 3339), keys sorted by code unit at every level, no white space (RFC 8785). That of an event
 * without `decidedBy` has no `v` either. `changes` is their canonical form, for a caller that has it already.
 */
export function hashEvent(event: ChainedEvent, changes = canonicalChanges(event.changes)): string {
  const version = versionOf(event)
  const members = eventMembers
    .filter((member) => version > 1 || member !== 'decidedBy')
    .map((member) => `"${member}":${printed(event, member, changes)}`)
  return hash('sha256', `{${members.join(',')}${version > 1 ? `,"v":${version}` : ''}}`)
}

function printed(event: ChainedEvent, member: keyof ChainedEvent, changes: string): string {
  if (member === 'changes') return changes
  if (member === 'decidedBy') return canonicalJson(event.decidedBy as unknown as Json)
  if (member === 'sequence') return `"${event.sequence}"`
  return JSON.stringify(member === 'occurredAt' ? printDateTime(event.occurredAt) : event[member])
}

export const canonicalChanges = (changes: readonly FieldChange[]): string => canonicalJson(changes as unknown as Json)

/** The fields that differ between two views of a resource; an absent view counts as all nulls. */
export function differences(before: Record<string, Json>, after: Record<string, Json>): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter(({ before, after }) => canonicalJson(before) !== canonicalJson(after))
}

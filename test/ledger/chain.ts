import { createHash } from 'node:crypto'
import type { Client } from '../gateway.ts'

// The documented canonical form, written anew from its description and from nothing of ours.

export interface LoggedEvent {
  readonly sequence: string
  readonly previousHash: string
  readonly hash: string
  readonly [member: string]: unknown
}

export const eventFields = `id sequence occurredAt action outcome errorCode actorId actorLabel resourceId
  resourceLabel changes { field before after } decidedBy { id key } v ip requestId previousHash hash`

/** The whole log of the caller's account, from the first event to the last. */
export async function readLog(client: Client): Promise<LoggedEvent[]> {
  const log: LoggedEvent[] = []
  let after: string | null = null
  do {
    const { auditEvents } = await client.run(
      `query ($after: String) { auditEvents(first: 100, after: $after) {
        nodes { ${eventFields} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    )
    log.push(...auditEvents.nodes)
    after = auditEvents.pageInfo.hasNextPage ? auditEvents.pageInfo.endCursor : null
  } while (after)
  return log.reverse()
}

export function hashOf(accountId: string, event: Omit<LoggedEvent, 'hash'>): string {
  const { hash: _, actor: __, decidedBy, v, ...common } = event as LoggedEvent
  const members = v === 1 ? common : { ...common, decidedBy, v }
  return createHash('sha256')
    .update(sorted({ ...members, accountId }), 'utf8')
    .digest('hex')
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const object = value as Record<string, unknown>
  const names = Object.keys(object).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted(object[name])}`).join()}}`
}

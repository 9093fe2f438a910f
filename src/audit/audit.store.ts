import type { Keys } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import { newId } from '../values/id.ts'
import { type ChainedEvent, canonicalJson, firstHash, hashEvent, type Json } from './chain.ts'

/** What a change has to say about itself; the chain adds the rest. */
export type AuditEntry = Omit<ChainedEvent, 'accountId' | 'sequence' | 'id' | 'occurredAt' | 'previousHash'>

/** The last link of an account's chain. */
export interface AuditHead {
  readonly sequence: number
  readonly hash: string
}

/** What is signed about a head, so that a log cut short or rolled back is noticed. */
export const headText = (accountId: string, { sequence, hash }: AuditHead): string =>
  `${accountId}\n${sequence}\n${hash}`

/** Starts the chain of a new account. */
export async function startChain(db: Sql, keys: Keys, accountId: string, at: number): Promise<void> {
  const head = { sequence: 0, hash: firstHash }
  const signature = keys.signHead(headText(accountId, head))
  await db
    .insertInto('audit_heads')
    .values({ account_id: accountId, ...head, signature, locked_at: at })
    .execute()
}

/**
 * Locks the account until the transaction ends, and answers with its head: changes of one account happen one after
 * the other. An update serves on both engines; undefined when there is no such account.
 */
export function lockAccount(db: Sql, accountId: string, at: number): Promise<AuditHead | undefined> {
  return db
    .updateTable('audit_heads')
    .set({ locked_at: at })
    .where('account_id', '=', accountId)
    .returning(['sequence', 'hash'])
    .executeTakeFirst()
}

/** Appends events to a chain whose account is locked; answers with its new head. */
export async function append(
  db: Sql,
  keys: Keys,
  accountId: string,
  head: AuditHead,
  at: number,
  entries: readonly AuditEntry[],
): Promise<AuditHead> {
  let { sequence, hash } = head
  const rows = entries.map((entry) => {
    const event: ChainedEvent = {
      ...entry,
      accountId,
      sequence: ++sequence,
      id: newId('audit_event'),
      occurredAt: at,
      previousHash: hash,
    }
    hash = hashEvent(event)
    return toRow(event, hash)
  })
  for (const part of inParts(rows, rowsPerStatement)) await db.insertInto('audit_events').values(part).execute()
  const signature = keys.signHead(headText(accountId, { sequence, hash }))
  await db.updateTable('audit_heads').set({ sequence, hash, signature }).where('account_id', '=', accountId).execute()
  return { sequence, hash }
}

/** Keeps the parameters of one statement below what both engines take. */
const rowsPerStatement = 500

function* inParts<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

function toRow(event: ChainedEvent, hash: string) {
  return {
    account_id: event.accountId,
    sequence: event.sequence,
    id: event.id,
    occurred_at: event.occurredAt,
    action: event.action,
    outcome: event.outcome,
    error_code: event.errorCode,
    actor_id: event.actorId,
    actor_label: event.actorLabel,
    resource_id: event.resourceId,
    resource_label: event.resourceLabel,
    changes: canonicalJson(event.changes as unknown as Json),
    ip: event.ip,
    request_id: event.requestId,
    previous_hash: event.previousHash,
    hash,
  }
}

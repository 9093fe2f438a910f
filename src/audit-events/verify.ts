import { setImmediate } from 'node:timers/promises'
import type { Keys } from '../auth/keys.ts'
import type { Deadline } from '../deadline.ts'
import { type DecidingGroup, type FieldChange, firstHash, hashEvent } from '../ledger/chain.ts'
import { type AuditHead, headText, type StoredHead } from '../ledger/ledger.store.ts'
import type { Sql } from '../store/tables.ts'
import * as auditEventStore from './audit-event.store.ts'
import type { AuditEvent, AuditVerification } from './audit-event.type.ts'

/** Few enough to be hashed without holding up the event loop. */
const eventsPerStatement = 100

/** The account whose log is verified, and what the log is compared with. */
interface Chain {
  readonly accountId: string
  /** The signed head in the store, read before the walk: events that are written meanwhile lie beyond it. */
  readonly head: StoredHead | undefined
  /** The head that is kept outside the store. */
  readonly checkpoint: AuditHead | undefined
  /** The hash of a head that the caller has kept: the log must contain it. */
  readonly keptHash: string | undefined
}

/** How far a walk came: the last intact event, and the sequence at which the log is broken. */
interface Walk extends AuditHead {
  readonly containsHead: boolean | null
  readonly brokenAt: number | null
}

/**
 * Verifies the log of an account from its first event to its signed head. An edited, removed, inserted or swapped event
 * breaks the chain. Events cut off at the end are revealed by the head, which cannot be signed without the master key,
 * and by the checkpoint, which lies outside the store.
 */
export async function verifyChain(
  db: Sql,
  keys: Pick<Keys, 'verifyHead'>,
  accountId: string,
  checkpoint: AuditHead | undefined,
  deadline?: Deadline,
  keptHash?: string,
): Promise<AuditVerification> {
  const head = await auditEventStore.findHead(db, accountId)
  const chain: Chain = { accountId, head, checkpoint, keptHash }
  const walked = await walk(db, chain, deadline)
  const { sequence, hash, containsHead, brokenAt } =
    walked.brokenAt === null ? await checkEnd(db, keys, chain, walked) : walked
  return {
    intact: brokenAt === null && containsHead !== false,
    checked: sequence,
    firstBrokenSequence: brokenAt,
    headHash: hash,
    containsHead,
  }
}

/** Follows the chain event by event, until it breaks or ends. */
async function walk(db: Sql, chain: Chain, deadline: Deadline | undefined): Promise<Walk> {
  const { accountId, keptHash } = chain
  let last: AuditHead = { sequence: 0, hash: firstHash }
  let containsHead = keptHash === undefined ? null : keptHash === firstHash
  for (;;) {
    deadline?.check()
    const events = await auditEventStore.following(db, accountId, last.sequence, eventsPerStatement, deadline)
    for (const event of events) {
      if (!continues(chain, last, event)) return { ...last, containsHead, brokenAt: last.sequence + 1 }
      last = { sequence: event.sequence, hash: event.hash }
      if (event.hash === keptHash) containsHead = true
    }
    if (events.length < eventsPerStatement) break
    // Lets other requests run between the parts of a long log.
    await setImmediate()
  }
  return { ...last, containsHead, brokenAt: null }
}

/** Whether an event follows the last one unchanged, and agrees with the head and the checkpoint of its sequence. */
function continues({ accountId, head, checkpoint }: Chain, last: AuditHead, event: AuditEvent): boolean {
  if (event.sequence !== last.sequence + 1 || event.previousHash !== last.hash) return false
  const known = [head, checkpoint].filter((one) => one?.sequence === event.sequence)
  if (known.some((one) => one?.hash !== event.hash)) return false
  const changes = readList<FieldChange>(event.changes)
  const decidedBy = event.decidedBy === null ? null : readList<DecidingGroup>(event.decidedBy)
  if (!changes || decidedBy === undefined || Number.isNaN(new Date(event.occurredAt).getTime())) return false
  return hashEvent({ ...event, accountId, changes, decidedBy }) === event.hash
}

/** Compares the end of the chain with its signed head and the checkpoint. */
async function checkEnd(
  db: Sql,
  keys: Pick<Keys, 'verifyHead'>,
  { accountId, head, checkpoint }: Chain,
  walk: Walk,
): Promise<Walk> {
  const { sequence } = walk
  const isSigned = (one: StoredHead) => keys.verifyHead(headText(accountId, one), one.signature)
  if (!head || sequence < head.sequence || sequence < (checkpoint?.sequence ?? 0)) {
    return { ...walk, brokenAt: sequence + 1 }
  }
  if (!isSigned(head)) return { ...walk, brokenAt: head.sequence }
  if (sequence === head.sequence) return walk
  // A change during the walk moves the head along with its events; any other event beyond the head is forged.
  const moved = (await auditEventStore.findHead(db, accountId)) ?? head
  if (!isSigned(moved)) return { ...walk, brokenAt: moved.sequence }
  const { sequence: last, hash } = moved
  return sequence > last ? { ...walk, sequence: last, hash, brokenAt: last + 1 } : walk
}

/** Undefined when the stored text is no longer a list in JSON, which means that it was edited. */
function readList<T>(text: string): readonly T[] | undefined {
  try {
    const list = JSON.parse(text)
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

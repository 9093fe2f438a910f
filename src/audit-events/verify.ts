import { setImmediate } from 'node:timers/promises'
import type { Keys } from '../auth/keys.ts'
import type { Deadline } from '../deadline.ts'
import { type FieldChange, firstHash, hashEvent } from '../ledger/chain.ts'
import { type AuditHead, headText } from '../ledger/ledger.store.ts'
import type { Sql } from '../store/tables.ts'
import * as auditEventStore from './audit-event.store.ts'
import type { AuditEvent, AuditVerification } from './audit-event.type.ts'

/** Few enough to be hashed in a turn of the event loop that nobody notices. */
const eventsPerStatement = 100

/**
 * Walks the chain of an account from its first event to its signed head. An edited, removed, inserted or swapped event
 * breaks the chain; one cut off at the end is missed by the head, which cannot be signed without the master key, and by
 * the checkpoint, which lies outside the store.
 */
export async function verifyChain(
  db: Sql,
  keys: Keys,
  accountId: string,
  checkpoint: AuditHead | undefined,
  deadline?: Deadline,
  /** A head that was kept elsewhere, by its hash: the log must contain it. */
  keptHash?: string,
): Promise<AuditVerification> {
  // The head first: events that are written during the walk lie beyond it.
  const head = await auditEventStore.findHead(db, accountId)
  let sequence = 0
  let hash = firstHash
  let containsHead = keptHash === undefined ? null : keptHash === firstHash
  const brokenAt = (firstBrokenSequence: number): AuditVerification => ({
    intact: false,
    checked: sequence,
    firstBrokenSequence,
    headHash: hash,
    containsHead,
  })
  for (;;) {
    deadline?.check()
    const events = await auditEventStore.following(db, accountId, sequence, eventsPerStatement, deadline)
    for (const event of events) {
      const differs = [head, checkpoint].some(
        (known) => known?.sequence === event.sequence && known.hash !== event.hash,
      )
      if (differs || !continues(accountId, event, sequence, hash)) return brokenAt(sequence + 1)
      sequence = event.sequence
      hash = event.hash
      if (hash === keptHash) containsHead = true
    }
    if (events.length < eventsPerStatement) break
    // A long log is not walked at the cost of other requests.
    await setImmediate()
  }
  if (!head || sequence < head.sequence || sequence < (checkpoint?.sequence ?? 0)) return brokenAt(sequence + 1)
  if (!keys.verifyHead(headText(accountId, head), head.signature)) return brokenAt(head.sequence)
  if (sequence > head.sequence) {
    // A change that was made during the walk has moved the head along with its events; nothing else lies beyond it.
    const moved = (await auditEventStore.findHead(db, accountId)) ?? head
    if (!keys.verifyHead(headText(accountId, moved), moved.signature)) return brokenAt(moved.sequence)
    if (sequence > moved.sequence) {
      const { sequence: checked, hash: headHash } = moved
      return { intact: false, checked, firstBrokenSequence: checked + 1, headHash, containsHead }
    }
  }
  return { intact: containsHead !== false, checked: sequence, firstBrokenSequence: null, headHash: hash, containsHead }
}

function continues(accountId: string, event: AuditEvent, sequence: number, hash: string): boolean {
  if (event.sequence !== sequence + 1 || event.previousHash !== hash) return false
  const changes = readChanges(event)
  if (!changes || Number.isNaN(new Date(event.occurredAt).getTime())) return false
  const { id, occurredAt, action, outcome, actorLabel, requestId, previousHash } = event
  const { errorCode = null, actorId = null, resourceId = null, resourceLabel = null, ip = null } = event
  const expected = hashEvent({
    accountId,
    sequence: event.sequence,
    id,
    occurredAt,
    action,
    outcome,
    errorCode,
    actorId,
    actorLabel,
    resourceId,
    resourceLabel,
    changes,
    ip,
    requestId,
    previousHash,
  })
  return expected === event.hash
}

/** Undefined when what lies in the store is no longer JSON: somebody has edited it. */
function readChanges({ changes }: AuditEvent): FieldChange[] | undefined {
  try {
    return JSON.parse(changes) as FieldChange[]
  } catch {
    return undefined
  }
}

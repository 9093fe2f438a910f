import { randomUUID } from 'node:crypto'
import type { Keys } from '../auth/keys.ts'
import type { LastWrites } from '../store/last-writes.ts'
import type { Sql } from '../store/tables.ts'
import { canonicalChanges, firstHash, hashEvent } from './chain.ts'
import { headText, lockAccount } from './ledger.store.ts'

/** The id of a decoy's account; no account has it. */
export const noAccountId = 'account_00000000-0000-0000-0000-000000000000'

/**
 * Does the work of appending an event to a chain (lock, hash, row, signature, last write) and leaves nothing behind. A
 * failed sign-in with an unknown address runs it, so that its answer takes as long as one that is recorded.
 */
export async function appendDecoy(db: Sql, keys: Keys, last: LastWrites, at: number): Promise<void> {
  await lockAccount(db, noAccountId, at, 0)
  const changes = canonicalChanges([])
  const event = {
    ...{
      accountId: noAccountId,
      sequence: 1,
      id: randomUUID(),
      occurredAt: at,
      action: noAccountId,
      outcome: 'DENIED' as const,
    },
    ...{ errorCode: null, actorId: null, actorLabel: noAccountId, resourceId: null, resourceLabel: null, changes: [] },
    ...{ decidedBy: [], ip: null, requestId: randomUUID(), previousHash: firstHash },
  }
  const hash = hashEvent(event, changes)
  await db
    .insertInto('attempts')
    .values({ id: event.id, target: `${firstHash}${firstHash}${hash}`, counter: noAccountId, at })
    .execute()
  last.set(`decoy head ${event.id}`, {
    async write(own) {
      keys.signHead(headText(noAccountId, { sequence: 1, hash }))
      await own.deleteFrom('attempts').where('id', '=', event.id).execute()
    },
  })
}

import { randomUUID } from 'node:crypto'
import type { Keys } from '../auth/keys.ts'
import type { LastWrites } from '../store/last-writes.ts'
import type { Sql } from '../store/tables.ts'
import { canonicalChanges, firstHash, hashEvent } from './chain.ts'
import { headText, lockAccount } from './ledger.store.ts'

/** No account has this id. */
export const nobody = 'account_00000000-0000-0000-0000-000000000000'

/**
 * Takes the steps of an event that is appended to a chain: a lock, a hash, a row, a signature, a last write. Nothing
 * of it stays: it is for attempts that concern no account, which must take as long as those that concern one.
 */
export async function pretendToAppend(db: Sql, keys: Keys, last: LastWrites, at: number): Promise<void> {
  await lockAccount(db, nobody, at, 0)
  const changes = canonicalChanges([])
  const event = {
    ...{ accountId: nobody, sequence: 1, id: randomUUID(), occurredAt: at, action: nobody, outcome: 'DENIED' as const },
    ...{ errorCode: null, actorId: null, actorLabel: nobody, resourceId: null, resourceLabel: null, changes: [] },
    ...{ ip: null, requestId: randomUUID(), previousHash: firstHash },
  }
  const hash = hashEvent(event, changes)
  await db
    .insertInto('attempts')
    .values({ id: event.id, target: `${firstHash}${firstHash}${hash}`, counter: nobody, at })
    .execute()
  last.set(`pretended head ${event.id}`, {
    async write(own) {
      keys.signHead(headText(nobody, { sequence: 1, hash }))
      await own.deleteFrom('attempts').where('id', '=', event.id).execute()
    },
  })
}

import type { Source } from '../../requests/source.ts'
import type { Sql } from '../../store/tables.ts'
import * as syncStore from './sync.store.ts'
import type { Sync } from './sync.type.ts'

/** Loads the rows from which `syncOf` makes the field `sync` of databases, tables and tokens. */
export const syncSource = (db: Sql): Source<syncStore.SyncRow | null> => ({
  name: 'sync',
  load: ({ accountId }, ids) => syncStore.ofObjects(db, accountId, ids),
})

/** Without a row there is no cluster that has to know of it: it is as it is shown, since it was made. */
export function syncOf(row: syncStore.SyncRow | null, { createdAt }: { readonly createdAt: number }): Sync {
  if (!row) return { ...untold, since: createdAt }
  const { state, errorCode: code, error: message, errorAt } = row
  return {
    state: state === 'CREATING' ? 'PENDING' : state,
    since: row.since,
    appliedAt: row.appliedAt,
    attempts: row.attempts,
    nextAttemptAt: state === 'PENDING' ? row.nextAttemptAt : null,
    lastError: code !== null && message !== null && errorAt !== null ? { code, message, at: errorAt } : null,
    differences: syncStore.readDifferences(row.differences),
  }
}

const untold = {
  state: 'APPLIED',
  appliedAt: null,
  attempts: 0,
  nextAttemptAt: null,
  lastError: null,
  differences: [],
} as const

import type { Change } from '../changes/changes.ts'
import { carry } from '../clusters/work/carry.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import type { Database } from './database.type.ts'

/** Brings a database to its cluster. */
export const carryDatabase = (change: Change, { id, clusterId }: Database): Promise<void> =>
  carry(change, { id, clusterId, kind: 'DATABASE' })

/** Brings a database to its cluster together with the tokens that reach it, which gain or lose it. */
export async function carryWithTokens(change: Change, database: Database): Promise<void> {
  await wantTokensOf(change.db, change.accountId, database, change)
  await carryDatabase(change, database)
}

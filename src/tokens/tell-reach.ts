import type { Change } from '../changes/changes.ts'
import type { ReachedDatabase } from '../clusters/work/reaching-tokens.store.ts'
import { reachOf } from './reach.store.ts'

/** Tells a rehearsal which tokens reach a database that changes. */
export const tellReach = (change: Change, database: ReachedDatabase): Promise<void> =>
  change.impact(async () => ({ reach: await reachOf(change.db, change.accountId, database, change.at) }))

import type { GuardedChange } from '../changes/change.ts'
import { decideOn } from '../policy/decide.ts'
import type { Resource } from '../policy/selectors.ts'
import { reachOf } from '../tokens/reach.store.ts'
import { resourcesOf } from './decide-on-database.ts'

/** Tells a rehearsal which tokens reach a database that changes, if its caller may see the tokens of that. */
export const tellReach = (
  change: GuardedChange,
  database: { readonly id: string; readonly clusterId: string; readonly name: string },
): Promise<void> =>
  change.impact(async () => {
    const { db, accountId, at, caller } = change
    const [resource] = await resourcesOf(db, caller, [database])
    const isReachHidden = !decideOn(caller, 'DATABASE_TOKEN_READ', resource as Resource).allowed
    return { reach: await reachOf(db, accountId, database, at), isReachHidden }
  })

import type { Store } from '../store/store.ts'
import * as groupStore from './group.store.ts'

/**
 * Adds missing built-in groups to every account: an account made by an older version lacks the groups that were added
 * since. Several instances may run this at the same time, because the key of a group is unique in its account.
 */
export async function completeGroups(store: Store): Promise<void> {
  for (const accountId of await groupStore.accountsLackingBuiltIn(store.db)) {
    await store.transaction((db) => groupStore.insertBuiltIn(db, accountId), undefined, accountId)
  }
}

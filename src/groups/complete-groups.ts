import type { Store } from '../store/store.ts'
import * as groupStore from './group.store.ts'

/**
 * Gives every account the built-in groups that a version after the account's first has added. Instances that start at
 * the same time may all do so: an account has one group of each key.
 */
export async function completeGroups(store: Store): Promise<void> {
  for (const accountId of await groupStore.accountsLackingBuiltIn(store.db)) {
    await store.transaction((db) => groupStore.insertBuiltIn(db, accountId), undefined, accountId)
  }
}

import type { SignedIn } from '../auth/caller.ts'
import type { Sql } from '../store/tables.ts'
import * as accountStore from './account.store.ts'
import type { Account } from './account.type.ts'

export class AccountService {
  constructor(private readonly db: Sql) {}

  /** The caller's own account. */
  async own(caller: SignedIn): Promise<Account> {
    return (await accountStore.findVersioned(this.db, caller.accountId)) as Account
  }

  /** The caller's own account, if it is among the ids. */
  async findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Account[]> {
    return ids.includes(caller.accountId) ? [await this.own(caller)] : []
  }
}

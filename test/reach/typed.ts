import type { SignedIn } from '../../src/auth/caller.ts'
import * as databaseTokenStore from '../../src/database-tokens/database-token.store.ts'
import * as databaseStore from '../../src/databases/database.store.ts'
import { reachOf } from '../../src/policy/reach.ts'
import type { Sql } from '../../src/store/tables.ts'
import * as tableStore from '../../src/tables/table.store.ts'

type PageOfTokens = Parameters<typeof databaseTokenStore.page>

/** Reads of databases, tables and tokens take a reach; what only looks like one does not compile. */
export async function typed(db: Sql, caller: SignedIn, [, , ...page]: PageOfTokens): Promise<void> {
  const { accountId } = caller
  const alike = { accountId, selectors: undefined }
  const narrow = { accountId, selectors: [{ namePrefix: 'a-' }] }

  await databaseStore.find(db, reachOf(caller, 'DATABASE_READ'), '', 0)
  // @ts-expect-error an account is no reach
  await databaseStore.find(db, accountId, '', 0)
  // @ts-expect-error neither is what has the members of one
  await databaseStore.find(db, alike, '', 0)
  // @ts-expect-error be it with selectors
  await databaseStore.find(db, narrow, '', 0)

  await tableStore.find(db, reachOf(caller, 'TABLE_READ'), '', 0)
  // @ts-expect-error an account is no reach
  await tableStore.find(db, accountId, '', 0)
  // @ts-expect-error neither is what has the members of one
  await tableStore.find(db, alike, '', 0)
  // @ts-expect-error be it with selectors
  await tableStore.find(db, narrow, '', 0)

  await databaseTokenStore.page(db, reachOf(caller, 'DATABASE_TOKEN_READ'), ...page)
  // @ts-expect-error an account is no reach
  await databaseTokenStore.page(db, accountId, ...page)
  // @ts-expect-error neither is what has the members of one
  await databaseTokenStore.page(db, alike, ...page)
  // @ts-expect-error be it with selectors
  await databaseTokenStore.page(db, narrow, ...page)
}

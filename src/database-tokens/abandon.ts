import { noteAbandoned } from '../clusters/work/minting.store.ts'
import type { Wish, Work } from '../clusters/work/work.store.ts'
import { differences, type FieldChange } from '../ledger/chain.ts'
import type { Sql } from '../store/tables.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView } from './database-token.ts'

/**
 * Ends a token whose secret was to be made by its cluster and reached nobody: revoked here, and to be removed there, by
 * its external id or, where that is null, by its mark. Answers with what has changed, for the audit log.
 */
export async function abandonToken(
  db: Sql,
  work: Pick<Work, 'accountId' | 'id'>,
  externalId: string | null,
  wish: Wish,
): Promise<readonly FieldChange[]> {
  const { accountId, id } = work
  const revoked = await databaseTokenStore.revoke(db, accountId, id, wish.at, null)
  await noteAbandoned(db, work, externalId, wish)
  return revoked ? differences(auditView({ ...revoked, revokedAt: null }, []), auditView(revoked, [])) : []
}

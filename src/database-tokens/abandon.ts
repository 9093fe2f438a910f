import { noteAbandoned } from '../clusters/work/minting.store.ts'
import type { Wish, Work } from '../clusters/work/work.store.ts'
import { differences, type FieldChange } from '../ledger/chain.ts'
import type { Sql } from '../store/tables.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView } from './database-token.ts'

export interface Abandoned {
  /** What has changed, for the audit log. */
  readonly changes: readonly FieldChange[]
  /** False when the gateway no longer manages the cluster: then nothing else will remove the token there. */
  readonly isManaged: boolean
}

/**
 * Ends a token whose secret was to be made by its cluster and reached nobody: revoked here, and to be removed there, by
 * its external id or, where that is null, by its mark.
 */
export async function abandonToken(
  db: Sql,
  work: Pick<Work, 'accountId' | 'id'>,
  externalId: string | null,
  wish: Wish,
): Promise<Abandoned> {
  const { accountId, id } = work
  const revoked = await databaseTokenStore.revoke(db, accountId, id, wish.at, null)
  const isManaged = await noteAbandoned(db, work, externalId, wish)
  if (!revoked) return { changes: [], isManaged }
  const before = { ...revoked, revokedAt: null }
  return { changes: differences(auditView(before, []), auditView(revoked, [])), isManaged }
}

import { personBehind } from '../auth/caller.ts'
import { hashDatabaseSecret, mintDatabaseSecret, shownPrefix } from '../auth/secret.ts'
import type { GuardedChange } from '../changes/changes.ts'
import { differences } from '../ledger/chain.ts'
import { newId } from '../values/id.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView, type Grant } from './database-token.ts'
import type { DatabaseToken, DatabaseTokenSecretPayload } from './database-token.type.ts'

/** Creates a token with a new secret, and records it in the audit log. */
export async function issue(
  change: GuardedChange,
  made: Pick<DatabaseToken, 'clusterId' | 'description' | 'expiresAt' | 'rotatedFromId'>,
  lineId: string | null,
  grants: readonly Grant[],
): Promise<DatabaseTokenSecretPayload> {
  const { db, accountId, at, caller } = change
  const secret = mintDatabaseSecret()
  const token = await databaseTokenStore.insert(db, accountId, {
    ...made,
    id: newId('database_token'),
    lineId,
    prefix: shownPrefix(secret),
    secretHash: hashDatabaseSecret(secret),
    createdAt: at,
    createdById: personBehind(caller),
  })
  await permissionStore.insert(db, accountId, token, grants)
  change.record({ id: token.id, label: token.description, changes: differences({}, auditView(token, grants)) })
  return { token, secret }
}

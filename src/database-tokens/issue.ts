import { personBehind } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { hashDatabaseSecret, mintDatabaseSecret, shownPrefix } from '../auth/secret.ts'
import type { Change, GuardedChange } from '../changes/changes.ts'
import type { CapableLink } from '../clusters/links/linked-clusters.ts'
import { carry } from '../clusters/work/carry.ts'
import { differences } from '../ledger/chain.ts'
import { newId } from '../values/id.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView, type Grant } from './database-token.ts'
import type { DatabaseToken, DatabaseTokenSecretPayload } from './database-token.type.ts'
import { recordable } from './decide-on-token.ts'

/** The facts of a token to be made, of which the audit log and the API know. */
export interface TokenPlan extends Pick<DatabaseToken, 'clusterId' | 'description' | 'expiresAt' | 'rotatedFromId'> {
  /** The first token of its line; null for a token that replaces none. */
  readonly lineId: string | null
  readonly grants: readonly Grant[]
}

/** Creates a token with a new secret, and records it in the audit log; its cluster, if any, learns of it. */
export async function issue(
  change: GuardedChange,
  plan: TokenPlan,
  target: CapableLink | undefined,
  keys: Keys,
): Promise<DatabaseTokenSecretPayload> {
  const secret = mintDatabaseSecret(target?.capabilities.secretBytesMax)
  const token = await insertToken(change, plan, shownPrefix(secret), secret)
  if (target) await carryNew(change, token, target, secret, keys)
  return { token, secret }
}

/** Inserts a token with its grants, and records it in the audit log. */
export async function insertToken(
  change: GuardedChange,
  { grants, ...facts }: TokenPlan,
  prefix: string,
  secret: string,
): Promise<DatabaseToken> {
  const { db, accountId, at, caller } = change
  const token = await databaseTokenStore.insert(db, accountId, {
    ...facts,
    id: newId('database_token'),
    prefix,
    secretHash: hashDatabaseSecret(secret),
    createdAt: at,
    createdById: personBehind(caller),
  })
  await permissionStore.insert(db, accountId, token, grants)
  const changes = differences({}, auditView(token, await recordable(change, grants)))
  change.record({ id: token.id, label: token.description, changes, isNew: true })
  return token
}

/** Brings a new token to its cluster, with its secret where the cluster itself checks it. */
async function carryNew(
  change: GuardedChange,
  { id, clusterId }: DatabaseToken,
  { link, capabilities }: CapableLink,
  secret: string,
  keys: Keys,
): Promise<void> {
  if (capabilities.secretsBy !== 'GATEWAY') return
  const sealed = link.enforcement === 'NATIVE' ? keys.sealForCluster({ accountId: change.accountId, id }, secret) : null
  await carry(change, { id, clusterId, kind: 'DATABASE_TOKEN' }, sealed)
}

/** Brings what has changed about a token to its cluster, if that knows of tokens. */
export async function carryToken(
  change: Change,
  { id, clusterId }: DatabaseToken,
  target: CapableLink | undefined,
): Promise<void> {
  if (target && target.capabilities.secretsBy !== 'NONE') await carry(change, { id, clusterId, kind: 'DATABASE_TOKEN' })
}

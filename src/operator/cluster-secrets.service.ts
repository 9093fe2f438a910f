import type { Keys } from '../auth/keys.ts'
import { mintSecret, shownPrefix } from '../auth/secret.ts'
import type { Change, Changes } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import type { Cluster } from '../clusters/cluster.type.ts'
import * as jwtSecretStore from '../clusters/jwt-secret.store.ts'
import { checkJwtSecret } from '../clusters/jwt-secret.ts'
import * as linkStore from '../clusters/links/link.store.ts'
import { countCredentials } from '../clusters/links/link-work.store.ts'
import { kindOf } from '../clusters/links/linked-clusters.ts'
import * as proxySecretStore from '../clusters/proxy-secret.store.ts'
import { wantAllTokens } from '../clusters/work/token-work.store.ts'
import { conflict } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import { printDuration } from '../values/duration.ts'
import { clusterCalled } from './cluster-called.ts'
import { commandOrigin } from './command-origin.ts'

export interface MintedProxySecret {
  readonly clusterId: string
  readonly name: string
  /** Shown only here. */
  readonly secret: string
  /** When the earlier secrets end; undefined where there are none. */
  readonly earlierUntil: number | undefined
}

export interface RemovedJwtSecret {
  readonly name: string
  /** How many users stay on the cluster that were made for its tokens, as which nobody signs in any more. */
  readonly usersLeft: number
}

/** The secrets of a cluster that the operator sets: those of its proxy, and the one for JWTs. */
export class ClusterSecretsService {
  constructor(
    private readonly changes: Changes,
    private readonly keys: Keys,
  ) {}

  /** Makes a new secret for the proxy of a cluster; earlier ones are accepted for `overlapSeconds` more. Throws CONFLICT. */
  mintProxySecret(accountId: string, nameOrId: string, overlapSeconds: number): Promise<MintedProxySecret> {
    return this.changes.runAsOperator(accountId, operatorActions.mintProxySecret, commandOrigin(), async (change) => {
      const { db, at } = change
      const { id, name } = clusterCalled(await clusterStore.list(db, accountId), nameOrId)
      const earlierUntil = at + overlapSeconds * 1_000
      const earlier = await proxySecretStore.countAccepted(db, accountId, id, at)
      const lastCheckAt = (await proxySecretStore.lastChecks(db, accountId, [id])).get(id)
      await proxySecretStore.endAt(db, accountId, id, earlierUntil, at)
      const secret = mintSecret('proxy')
      const stored = this.keys.storedCredential(secret)
      await proxySecretStore.insert(db, accountId, { clusterId: id, ...stored, createdAt: at, lastCheckAt })
      const overlap = earlier > 0 ? { overlap: printDuration(overlapSeconds) } : {}
      change.record({ id, label: name, changes: differences({}, { prefix: shownPrefix(secret), ...overlap }) })
      return { clusterId: id, name, secret, earlierUntil: earlier > 0 ? earlierUntil : undefined }
    })
  }

  /** Sets the secret with which a cluster verifies the JWTs of the check. Throws BAD_INPUT, CONFLICT. */
  async setJwtSecret(accountId: string, nameOrId: string, secret: string): Promise<string> {
    checkJwtSecret(secret, 'secret')
    return this.changes.runAsOperator(accountId, operatorActions.setJwtSecret, commandOrigin(), async (change) => {
      const cluster = clusterCalled(await clusterStore.list(change.db, accountId), nameOrId)
      await saveJwtSecret(change, this.keys, cluster, secret)
      return cluster.name
    })
  }

  /** Removes that secret: the check answers without a JWT from now on. Throws CONFLICT. */
  removeJwtSecret(accountId: string, nameOrId: string): Promise<RemovedJwtSecret> {
    return this.changes.runAsOperator(accountId, operatorActions.removeJwtSecret, commandOrigin(), async (change) => {
      const { id, name } = clusterCalled(await clusterStore.list(change.db, accountId), nameOrId)
      if (!(await jwtSecretStore.replace(change.db, accountId, id, null))) throw conflict(`${name} has no JWT secret.`)
      change.record({ id, label: name, changes: differences({ isSet: true }, { isSet: false }) })
      const link = await linkStore.find(change.db, accountId, id)
      // Where the cluster checks tokens by itself, their users are needed with or without JWTs.
      const losesUsers = link?.enforcement === 'FORWARD_AUTH'
      return { name, usersLeft: losesUsers ? await countCredentials(change.db, accountId, id) : 0 }
    })
  }
}

/**
 * Stores that secret, which has been checked, in place of an earlier one. Where the cluster has no users yet, as which
 * JWTs are accepted, they are made for all tokens.
 */
export async function saveJwtSecret(
  change: Change,
  keys: Keys,
  { id, name }: Pick<Cluster, 'id' | 'name'>,
  secret: string,
): Promise<void> {
  const { db, accountId } = change
  const link = await linkStore.find(db, accountId, id)
  const isReplaced = await jwtSecretStore.replace(db, accountId, id, keys.sealForCluster({ accountId, id }, secret))
  const changes = differences({ isSet: isReplaced }, { isSet: true })
  change.record({ id, label: name, action: operatorActions.setJwtSecret, changes })
  if (link && getsUsers(link)) await wantAllTokens(db, accountId, id, change)
}

/** Whether a cluster that verifies JWTs has users for tokens from now on, which it had not before. */
function getsUsers(link: linkStore.Link): boolean {
  const kind = kindOf(link)
  const has = (verifiesJwt: boolean) => kind.capabilities({ ...link, verifiesJwt }).secretsBy !== 'NONE'
  return !has(link.verifiesJwt) && has(true)
}

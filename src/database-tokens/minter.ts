import { setTimeout as delay } from 'node:timers/promises'
import type { Origin } from '../auth/caller.ts'
import { hashDatabaseSecret, mintDatabaseSecret, shownPrefix } from '../auth/secret.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { noSecret } from '../changes/dry-run.ts'
import { ClusterError, type WantedToken } from '../clusters/drivers/driver.ts'
import { closesTheWay, noteUnreachable } from '../clusters/links/breaker.ts'
import type { CapableLink, LinkedClusters, OpenCluster } from '../clusters/links/linked-clusters.ts'
import { startMinting, wantedFirst } from '../clusters/work/minting.store.ts'
import { noteApplied, workTask } from '../clusters/work/work.store.ts'
import { Overdue } from '../deadline.ts'
import { ClustergateError, clusterUnavailable, conflict, unsupported } from '../errors.ts'
import { gatewayActions } from '../policy/audit-actions.ts'
import { wholeAccount } from '../policy/reach.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { enqueueClaimed, settle } from '../tasks/task.store.ts'
import type { Task } from '../tasks/task.ts'
import { abandonToken } from './abandon.ts'
import { grantsOf } from './cluster-grants.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import type { DatabaseToken, DatabaseTokenSecretPayload } from './database-token.type.ts'
import { insertToken, type TokenPlan } from './issue.ts'

/** More than one call of a cluster may take, and less than an operation. */
const mintMilliseconds = 6_000
/** What is left of an operation's time for storing the secret. */
const settleMilliseconds = 1_000
/** More than all of an operation may take. After this, another process takes the token for abandoned. */
const claimMilliseconds = 30_000
const retryAfterSeconds = 10

/** The pauses in which a repeated request looks whether the first one has ended. */
const pauseMillisecondsMin = 50
const pauseMillisecondsMax = 500

/** The prefix of a token whose secret is not known yet. */
const unknownPrefix = '…'

/** A token that is stored, and that its cluster has to make now. */
export interface BegunToken {
  readonly accountId: string
  readonly clusterId: string
  readonly id: string
  readonly wanted: WantedToken
  readonly link: CapableLink['link']
  readonly requestId: string
  /** Claimed: while the claim holds, nothing else is done about the token. */
  readonly task: Task
  /** What is kept of it for repeated requests: it holds nothing that only this process may know. */
  toJSON(): KeptToken
}

/** The id of a begun token, as an earlier request has left it. */
interface KeptToken {
  readonly begunId: string
}

/** An earlier request has begun a token, and its cluster is making it. */
class Unfinished extends ClustergateError {
  constructor() {
    super('CLUSTER_UNAVAILABLE', 'An earlier request under the same key is under way.', { retryAfterSeconds: 1 })
  }
}

type Minted = { readonly externalId: string; readonly secret: string }

/** Stores the secret of a token, as part of a transaction. Throws CONFLICT and CLUSTER_UNAVAILABLE. */
export type Settle = (db: Sql, at: number) => Promise<DatabaseToken>

/** Whether a token's secret is made by its cluster. */
export const mintsSecrets = (target: CapableLink | undefined): target is CapableLink =>
  target?.capabilities.secretsBy === 'CLUSTER'

/**
 * Makes tokens whose secrets come from their clusters, in one answer, or never. The token is stored first, with a mark by
 * which it is found on the cluster; its secret is handed out once it is stored as well. Whatever fails in between, the
 * token is abandoned: it is revoked, and removed from the cluster.
 */
export class Minter {
  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly changes: Changes,
    private readonly clusters: LinkedClusters,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a token without a secret, as part of a change. A rehearsal has its answer with that: the cluster is not asked.
   * Throws CLUSTER_UNAVAILABLE.
   */
  async begin(
    change: GuardedChange,
    plan: TokenPlan,
    { link, capabilities }: CapableLink,
  ): Promise<BegunToken | DatabaseTokenSecretPayload> {
    if (closesTheWay(link.health)) throw unavailable(link.error?.message ?? 'The cluster does not answer.')
    const { db, accountId, at, requestId } = change
    const { clusterId } = plan
    // Nobody is given this secret.
    const token = await insertToken(change, plan, unknownPrefix, mintDatabaseSecret())
    const { id, description, expiresAt } = token
    await startMinting(db, accountId, { clusterId, kind: 'DATABASE_TOKEN', id }, change)
    const task = await enqueueClaimed(db, accountId, workTask, id, at, at + claimMilliseconds)
    if (!task) throw new Error('The task of a new token is claimed already.')
    const grants = await grantsOf(db, accountId, { id, clusterId }, capabilities)
    if (change.isRehearsal) return { token, secret: noSecret }
    return {
      accountId,
      clusterId,
      id,
      wanted: { id, description, grants, expiresAt },
      link,
      requestId,
      task,
      toJSON: () => ({ begunId: id }),
    }
  }

  /**
   * What has become of a token that an earlier request under the same key has begun: undefined where it was abandoned.
   * Throws Unfinished while its cluster is making it.
   */
  revive = async (
    { db, accountId, at }: GuardedChange,
    kept: unknown,
  ): Promise<DatabaseTokenSecretPayload | undefined> => {
    const { begunId } = kept as Partial<KeptToken>
    if (begunId === undefined) return kept as DatabaseTokenSecretPayload
    const token = await databaseTokenStore.find(db, wholeAccount(accountId), begunId, at)
    // The secret was handed out by the request that had the token made.
    if (token && token.prefix !== unknownPrefix) return { token, secret: '' }
    if (token?.revokedAt === null) throw new Unfinished()
    return undefined
  }

  /** Begins a token; where an earlier request under the same key is making it, waits until that has ended. */
  async beginOnce<Begun>({ deadline }: Origin, begin: () => Promise<Begun>): Promise<Begun> {
    for (let pause = pauseMillisecondsMin; ; pause = Math.min(2 * pause, pauseMillisecondsMax)) {
      try {
        return await begin()
      } catch (error) {
        if (!(error instanceof Unfinished)) throw error
      }
      await delay(deadline?.allow(pause) ?? pause)
    }
  }

  /**
   * Has the token made, after the commit of the change that began it. `commit` runs the transaction that stores the
   * secret, where that is to do more. Throws CLUSTER_UNAVAILABLE, and CONFLICT and UNSUPPORTED for what the cluster
   * refuses.
   */
  async finish(
    begun: BegunToken,
    { deadline, rehearsal }: Origin,
    commit: (settleMinted: Settle) => Promise<DatabaseToken> = (settleMinted) =>
      this.store.transaction((db) => settleMinted(db, this.clock()), deadline, begun.accountId),
  ): Promise<DatabaseTokenSecretPayload> {
    if (rehearsal) throw new Error('A rehearsal must not reach a cluster.')
    let target: OpenCluster | undefined
    let minted: Minted | undefined
    try {
      target = await this.clusters.open(begun.accountId, begun.clusterId)
      if (!target) throw unavailable('The cluster was disconnected.')
      minted = await mint(target, begun, deadline?.remainingMilliseconds)
      const { externalId, secret } = minted
      const token = await commit((db, at) => store(db, begun, { externalId, secret }, at))
      return { token, secret }
    } catch (error) {
      const externalId = minted?.externalId ?? null
      const isManaged = await this.#abandon(begun, externalId, error)
      if (!isManaged) await removeAtOnce(target, begun, externalId)
      throw refusalOf(error)
    }
  }

  /** False when the gateway no longer manages the cluster. */
  #abandon(
    { accountId, id, wanted, link, requestId, task }: BegunToken,
    externalId: string | null,
    why: unknown,
  ): Promise<boolean> {
    return this.changes.runAsGateway(accountId, gatewayActions.abandon, requestId, async (change) => {
      const { db, at } = change
      const { changes, isManaged } = await abandonToken(db, { accountId, id }, externalId, change)
      await settle(db, task, { state: 'PUT_OFF', failure: 'ABANDONED', until: at }, at)
      await change.enqueue(workTask, id)
      if (why instanceof ClusterError && closesTheWay(why.code)) {
        await noteUnreachable(db, accountId, link, { code: why.code, message: why.message, at })
      }
      change.record({ id, label: wanted.description, changes })
      return isManaged
    })
  }
}

/** Has a cluster make a token, in as much time as there is. Throws ClusterError, and CLUSTER_UNAVAILABLE. */
async function mint(
  { driver: { tokens } }: OpenCluster,
  { wanted }: BegunToken,
  remainingMilliseconds = Number.POSITIVE_INFINITY,
): Promise<Minted> {
  if (!tokens?.mint) throw new Error('The driver of a cluster that makes secrets cannot make one.')
  const milliseconds = Math.min(mintMilliseconds, remainingMilliseconds - settleMilliseconds)
  const signal = AbortSignal.timeout(Math.max(0, Math.floor(milliseconds)))
  try {
    return await tokens.mint(wanted, { signal })
  } catch (error) {
    throw signal.aborted ? tookTooLong() : error
  }
}

/** Removes a token from a cluster that was disconnected meanwhile: no task will do it. */
async function removeAtOnce(
  target: OpenCluster | undefined,
  { wanted }: BegunToken,
  externalId: string | null,
): Promise<void> {
  const signal = AbortSignal.timeout(mintMilliseconds)
  // Should it fail, the token is one of those that stay behind on a cluster that is disconnected.
  await target?.driver.tokens?.remove(wanted, { externalId, externalName: null }, { signal }).catch(() => {})
}

/** Stores what the cluster has made, unless the token was revoked meanwhile, or is taken for abandoned. */
async function store(
  db: Sql,
  { accountId, id, task, wanted }: BegunToken,
  { externalId, secret }: Minted,
  at: number,
): Promise<DatabaseToken> {
  const stored = { prefix: shownPrefix(secret), secretHash: hashDatabaseSecret(secret) }
  const token = await databaseTokenStore.setSecret(db, accountId, id, stored, at)
  await noteApplied(db, { accountId, id, wanted: wantedFirst }, { externalId, externalName: null }, at)
  const isOurs = await settle(db, task, { state: 'DONE', again: wanted.expiresAt ?? undefined }, at, true)
  if (!isOurs) throw tookTooLong()
  if (!token) throw conflict('The token was revoked while the cluster was making it. Create another one.')
  return token
}

const unavailable = (reason: string) => clusterUnavailable(`${reason} No token was made.`, retryAfterSeconds)
const tookTooLong = () => unavailable('The cluster took too long to answer.')

/** What the caller is told of a failure, after which there is no token. */
function refusalOf(error: unknown): unknown {
  if (error instanceof Overdue) return tookTooLong()
  if (!(error instanceof ClusterError)) return error
  const { code, message, outcome } = error
  if (outcome.retry || outcome.unknown) return unavailable(message)
  return code === 'UNSUPPORTED' ? unsupported('input', message) : conflict(`${message} No token was made.`, 'input')
}

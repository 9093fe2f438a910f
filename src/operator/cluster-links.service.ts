import type { Keys } from '../auth/keys.ts'
import type { Changes } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import type { Cluster } from '../clusters/cluster.type.ts'
import { type ClusterDriver, ClusterError, type TokenDriver } from '../clusters/drivers/driver.ts'
import * as jwtSecretStore from '../clusters/jwt-secret.store.ts'
import { checkJwtSecret } from '../clusters/jwt-secret.ts'
import { driftTask } from '../clusters/links/drift-task.ts'
import type { GivenLink } from '../clusters/links/given-link.ts'
import type { Link } from '../clusters/links/link.store.ts'
import * as linkStore from '../clusters/links/link.store.ts'
import * as linkWorkStore from '../clusters/links/link-work.store.ts'
import { kindOf, LinkedClusters, type OpenCluster } from '../clusters/links/linked-clusters.ts'
import { noteOf, type Probed, probe, probeMilliseconds } from '../clusters/links/probe.ts'
import { saveLink, viewOf } from '../clusters/links/save-link.ts'
import { conflict } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import { restorableMilliseconds } from '../restorable/restorable-status.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { enqueue } from '../tasks/task.store.ts'
import { clusterCalled } from './cluster-called.ts'
import { clusterFailure } from './cluster-failure.ts'
import { saveJwtSecret } from './cluster-secrets.service.ts'
import { commandOrigin } from './command-origin.ts'

export interface Connected {
  readonly clusterId: string
  readonly name: string
  readonly title: string
  readonly version: string | null
  readonly warning: string | null
  /** Whether it was connected before. */
  readonly isReplaced: boolean
  /** What the gateway has on record of the cluster from before it was connected; nothing of it was made there. */
  readonly recorded: clusterStore.ClusterContent
}

export interface Checked {
  readonly clusterId: string
  readonly name: string
  readonly title: string
  readonly managementUrl: string
  readonly probed: Probed
  /** Whether the cluster is compared with what is known here, by a gateway that runs. */
  readonly isComparedNow: boolean
}

export interface Disconnected {
  readonly name: string
  /** How many credentials of database tokens were taken away from the cluster. */
  readonly revoked: number
  /** How many stay behind there. */
  readonly left: number
  /** Whether the cluster itself was asked; else `left` is what is on record. */
  readonly isCounted: boolean
  /** The names of the deleted databases whose data stays there, and is no longer removed by the gateway. */
  readonly leftDeleted: readonly string[]
}

/** What is done with what would stay behind on a cluster. */
export interface Disconnection {
  /** Takes the credentials of its database tokens away first, or disconnects nothing. */
  readonly revoke: boolean
  /** Leaves the data of deleted databases where it is, which the gateway would have removed. */
  readonly leaveDeleted: boolean
}

/** A credential on a cluster, with the id of the gateway's token. */
interface Credential {
  readonly id: string
  readonly externalId: string
}

/** The ways to the clusters that stand behind those of an account. */
export class ClusterLinksService {
  private readonly db: Sql

  constructor(
    private readonly store: Pick<Store, 'db' | 'transaction'>,
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly clock: () => number,
  ) {
    this.db = store.db
  }

  /**
   * Links a cluster, or replaces its link, once the cluster has taken the credential; nothing changes on the cluster.
   * `jwtSecret` is set as well where it is given. Throws CONFLICT, OperatorFailure.
   */
  async connect(
    accountId: string,
    nameOrId: string,
    given: GivenLink,
    jwtSecret: string | undefined,
  ): Promise<Connected> {
    if (jwtSecret !== undefined) checkJwtSecret(jwtSecret, 'secret')
    const cluster = await this.#called(accountId, nameOrId)
    refuseOther(cluster, await linkStore.find(this.db, accountId, cluster.id), given)
    const verifiesJwt = jwtSecret !== undefined || (await jwtSecretStore.isSet(this.db, accountId, cluster.id))
    const probed = await withDriver(kindOf(given).open({ ...given, verifiesJwt }), (driver) =>
      probe(driver, AbortSignal.timeout(probeMilliseconds)),
    )
    if (probed.error) throw clusterFailure(cluster.name, probed.error, 'Nothing was stored.')
    return this.changes.runAsOperator(accountId, operatorActions.connectCluster, commandOrigin(), async (change) => {
      const { db, at } = change
      const { id, name } = clusterCalled(await clusterStore.list(db, accountId), cluster.id)
      const before = await linkStore.find(db, accountId, id)
      refuseOther({ name }, before, given)
      if (jwtSecret !== undefined) await saveJwtSecret(change, this.keys, { id, name }, jwtSecret)
      await saveLink(change, this.keys, { id, name }, given, noteOf(probed, before, at), operatorActions.connectCluster)
      return {
        clusterId: id,
        name,
        title: kindOf(given).title,
        version: probed.answer.version,
        warning: probed.answer.warning,
        isReplaced: before !== undefined,
        recorded: before ? { databases: 0, tokens: 0 } : await clusterStore.countContent(db, accountId, id),
      }
    })
  }

  /** Asks a cluster for its health, and has one that is well compared with what is known here. Throws CONFLICT. */
  async check(accountId: string, nameOrId: string): Promise<Checked> {
    const { id, name } = await this.#called(accountId, nameOrId)
    return this.#withLinked(accountId, { id, name }, async ({ link, driver }) => {
      const probed = await probe(driver, AbortSignal.timeout(probeMilliseconds))
      if (!probed.error) await this.#compareNow(accountId, id)
      const { managementUrl } = link
      return { clusterId: id, name, title: kindOf(link).title, managementUrl, probed, isComparedNow: !probed.error }
    })
  }

  /** Makes due what a gateway does by itself every few minutes: neither a change, nor an event of the audit log. */
  #compareNow(accountId: string, clusterId: string): Promise<void> {
    const queue = async (db: Sql) => {
      // Disconnected meanwhile, there is nothing to compare.
      if (await linkStore.find(db, accountId, clusterId))
        await enqueue(db, accountId, driftTask, clusterId, this.clock())
    }
    return this.store.transaction(queue, undefined, accountId)
  }

  /**
   * Removes the link of a cluster: what lies there stays. Throws CONFLICT also where data of deleted databases would stay
   * for good and that was not said, OperatorFailure.
   */
  async disconnect(
    accountId: string,
    nameOrId: string,
    { revoke, leaveDeleted }: Disconnection,
  ): Promise<Disconnected> {
    const cluster = await this.#called(accountId, nameOrId)
    return this.#withLinked(accountId, cluster, async ({ driver: { tokens } }) => {
      if (!leaveDeleted) await refuseToLeave(this.db, accountId, cluster)
      const early =
        revoke && tokens
          ? await this.#revokeAll(
              accountId,
              cluster,
              tokens,
              (count) => `It stays connected; ${count} of its credentials were taken away before.`,
            )
          : 0
      const { name, onRecord, leftDeleted } = await this.#remove(accountId, cluster.id, leaveDeleted)
      const done = { name, leftDeleted }
      if (!tokens) return { ...done, revoked: 0, left: 0, isCounted: true }
      if (revoke) {
        // The gateway may have made some meanwhile; from now on it makes no more.
        const late = await this.#revokeAll(
          accountId,
          cluster,
          tokens,
          () => 'It is disconnected, but a credential that was made a moment ago may stay behind on it.',
        )
        return { ...done, revoked: early + late, left: 0, isCounted: true }
      }
      const left = await this.#credentials(accountId, cluster.id, tokens).catch(unlessReached)
      return { ...done, revoked: 0, left: left?.length ?? onRecord, isCounted: left !== undefined }
    })
  }

  #remove(accountId: string, id: string, leaveDeleted: boolean): Promise<Removed> {
    return this.changes.runAsOperator(accountId, operatorActions.disconnectCluster, commandOrigin(), async (change) => {
      const { db } = change
      const { name } = clusterCalled(await clusterStore.list(db, accountId), id)
      const link = await linkStore.find(db, accountId, id)
      if (!link) throw notConnected(name)
      if (!leaveDeleted) await refuseToLeave(db, accountId, { id, name })
      const leftDeleted = (await linkWorkStore.deletedDatabases(db, accountId, id)).map((one) => one.name)
      const onRecord = await linkWorkStore.countCredentials(db, accountId, id)
      await linkWorkStore.removeAll(db, accountId, id)
      await linkStore.remove(db, accountId, id)
      const left = leftDeleted.length > 0 ? { leftDeleted } : {}
      change.record({ id, label: name, changes: differences(viewOf(link), left) })
      return { name, onRecord, leftDeleted }
    })
  }

  /** The credentials on the cluster that the gateway has made for its tokens. */
  async #credentials(accountId: string, clusterId: string, tokens: TokenDriver): Promise<readonly Credential[]> {
    const listed = await tokens.list(patient())
    const marks = listed.flatMap(({ mark }) => (mark === null ? [] : [mark]))
    // Another account, or another gateway, may have tokens of its own on the same cluster.
    const ours = await linkWorkStore.tokensAmong(this.db, accountId, clusterId, marks)
    const known = await linkWorkStore.credentialsOf(this.db, accountId, clusterId)
    return listed.flatMap(({ mark, externalId }) => {
      const id = mark !== null && ours.has(mark) ? mark : known.get(externalId)
      return id === undefined ? [] : [{ id, externalId }]
    })
  }

  /** Takes them away from the cluster; answers how many. Throws OperatorFailure. */
  async #revokeAll(
    accountId: string,
    { id: clusterId, name }: Cluster,
    tokens: TokenDriver,
    consequence: (revoked: number) => string,
  ): Promise<number> {
    let revoked = 0
    try {
      for (const { id, externalId } of await this.#credentials(accountId, clusterId, tokens)) {
        await tokens.remove({ id }, { externalId, externalName: null }, patient())
        revoked++
      }
      return revoked
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error
      throw clusterFailure(name, error, consequence(revoked))
    }
  }

  async #called(accountId: string, nameOrId: string): Promise<Cluster> {
    return clusterCalled(await clusterStore.list(this.db, accountId), nameOrId)
  }

  async #withLinked<T>(
    accountId: string,
    { id, name }: Pick<Cluster, 'id' | 'name'>,
    work: (linked: OpenCluster) => Promise<T>,
  ): Promise<T> {
    const clusters = new LinkedClusters(this.db, this.keys)
    try {
      const linked = await clusters.open(accountId, id)
      if (!linked) throw notConnected(name)
      return await work(linked)
    } finally {
      await clusters.close()
    }
  }
}

interface Removed extends Pick<Disconnected, 'name' | 'leftDeleted'> {
  /** How many of its tokens may have a credential there. */
  readonly onRecord: number
}

/** Throws CONFLICT where the gateway has yet to remove data of deleted databases, which it could no longer do. */
async function refuseToLeave(db: Sql, accountId: string, { id, name }: Pick<Cluster, 'id' | 'name'>): Promise<void> {
  const deleted = await linkWorkStore.deletedDatabases(db, accountId, id)
  if (deleted.length === 0) return
  const told = deleted.map(
    (one) => `${one.name} (${one.isPurged ? 'now' : new Date(one.deletedAt + restorableMilliseconds).toISOString()})`,
  )
  throw conflict(
    `${name} still has the data of databases that were deleted here, and that the gateway removes when their time is ` +
      `over: ${told.join(', ')}. Once it is disconnected, nobody does. Purge them first (clustergate database purge), ` +
      'or leave their data there with --leave-deleted.',
  )
}

async function withDriver<T>(driver: ClusterDriver, work: (driver: ClusterDriver) => Promise<T>): Promise<T> {
  try {
    return await work(driver)
  } finally {
    await driver.close()
  }
}

const patient = () => ({ signal: AbortSignal.timeout(probeMilliseconds) })

/** What hangs on a link was made for one kind of cluster, and one way to enforce tokens. */
function refuseOther({ name }: Pick<Cluster, 'name'>, link: Link | undefined, given: GivenLink): void {
  if (!link || (link.kind === given.kind && link.enforcement === given.enforcement)) return
  const { title } = kindOf(link)
  throw conflict(
    `${name} is connected as ${title} with tokens enforced by ${link.enforcement}: to change that, disconnect it first.`,
  )
}

const notConnected = (name: string) => conflict(`${name} is not connected to a cluster: clustergate cluster connect.`)

/** Undefined for a cluster that could not be asked. */
function unlessReached(error: unknown): undefined {
  if (!(error instanceof ClusterError)) throw error
}

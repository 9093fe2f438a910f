import type { Keys } from '../auth/keys.ts'
import type { Changes } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import type { Cluster } from '../clusters/cluster.type.ts'
import { type ClusterDriver, ClusterError, type TokenDriver } from '../clusters/drivers/driver.ts'
import * as jwtSecretStore from '../clusters/jwt-secret.store.ts'
import { checkJwtSecret } from '../clusters/jwt-secret.ts'
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
import type { Sql } from '../store/tables.ts'
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
}

export interface Disconnected {
  readonly name: string
  /** How many credentials of database tokens were taken away from the cluster. */
  readonly revoked: number
  /** How many stay behind there. */
  readonly left: number
  /** Whether the cluster itself was asked; else `left` is what is on record. */
  readonly isCounted: boolean
}

/** A credential on a cluster, with the id of the gateway's token. */
interface Credential {
  readonly id: string
  readonly externalId: string
}

/** The ways to the clusters that stand behind those of an account. */
export class ClusterLinksService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly keys: Keys,
  ) {}

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

  /** Asks a cluster for its health. Throws CONFLICT. */
  async check(accountId: string, nameOrId: string): Promise<Checked> {
    const { id, name } = await this.#called(accountId, nameOrId)
    return this.#withLinked(accountId, { id, name }, async ({ link, driver }) => ({
      clusterId: id,
      name,
      title: kindOf(link).title,
      managementUrl: link.managementUrl,
      probed: await probe(driver, AbortSignal.timeout(probeMilliseconds)),
    }))
  }

  /**
   * Removes the link of a cluster: what lies there stays. With `revoke`, the credentials of its database tokens are
   * taken away first, or nothing is disconnected. Throws CONFLICT, OperatorFailure.
   */
  async disconnect(accountId: string, nameOrId: string, revoke: boolean): Promise<Disconnected> {
    const cluster = await this.#called(accountId, nameOrId)
    return this.#withLinked(accountId, cluster, async ({ driver: { tokens } }) => {
      const early =
        revoke && tokens
          ? await this.#revokeAll(
              accountId,
              cluster,
              tokens,
              (count) => `It stays connected; ${count} of its credentials were taken away before.`,
            )
          : 0
      const { name, onRecord } = await this.#remove(accountId, cluster.id)
      if (!tokens) return { name, revoked: 0, left: 0, isCounted: true }
      if (revoke) {
        // The gateway may have made some meanwhile; from now on it makes no more.
        const late = await this.#revokeAll(
          accountId,
          cluster,
          tokens,
          () => 'It is disconnected, but a credential that was made a moment ago may stay behind on it.',
        )
        return { name, revoked: early + late, left: 0, isCounted: true }
      }
      const left = await this.#credentials(accountId, cluster.id, tokens).catch(unlessReached)
      return { name, revoked: 0, left: left?.length ?? onRecord, isCounted: left !== undefined }
    })
  }

  #remove(accountId: string, id: string): Promise<{ name: string; onRecord: number }> {
    return this.changes.runAsOperator(accountId, operatorActions.disconnectCluster, commandOrigin(), async (change) => {
      const { db } = change
      const { name } = clusterCalled(await clusterStore.list(db, accountId), id)
      const link = await linkStore.find(db, accountId, id)
      if (!link) throw notConnected(name)
      const onRecord = await linkWorkStore.countCredentials(db, accountId, id)
      await linkWorkStore.removeAll(db, accountId, id)
      await linkStore.remove(db, accountId, id)
      change.record({ id, label: name, changes: differences(viewOf(link), {}) })
      return { name, onRecord }
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

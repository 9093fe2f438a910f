import type { Keys } from '../../auth/keys.ts'
import type { Sql } from '../../store/tables.ts'
import type { Capabilities, ClusterDriver } from '../drivers/driver.ts'
import { type Kind, kinds } from '../drivers/kinds.ts'
import type { Link } from './link.store.ts'
import * as linkStore from './link.store.ts'

export interface CapableLink {
  readonly link: Link
  readonly capabilities: Capabilities
}

export interface OpenCluster extends CapableLink {
  readonly driver: ClusterDriver
}

/** A driver with the version of the link that it was opened for. */
interface KeptDriver {
  readonly version: string
  readonly driver: ClusterDriver
}

/** More than an attempt may take that has begun with the driver of an earlier version of a link. */
const retirementMilliseconds = 60_000

/** The clusters that stand behind ours. Drivers are kept open, with their connections, until the link changes. */
export class LinkedClusters {
  readonly #drivers = new Map<string, KeptDriver>()
  /** Replaced drivers that may still be in use, with the timers that close them. */
  readonly #retired = new Map<ClusterDriver, NodeJS.Timeout>()

  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
  ) {}

  /** What a cluster can do, in one statement; undefined for one that the gateway keeps records of only. */
  async capabilitiesOf(db: Sql, accountId: string, clusterId: string): Promise<CapableLink | undefined> {
    const link = await linkStore.find(db, accountId, clusterId)
    return link && { link, capabilities: kindOf(link).capabilities(link) }
  }

  /** The way to a cluster as it is linked now; undefined for one that the gateway keeps records of only. */
  async open(accountId: string, clusterId: string): Promise<OpenCluster | undefined> {
    const found = await this.capabilitiesOf(this.db, accountId, clusterId)
    if (!found) {
      this.#retire(`${accountId} ${clusterId}`)
      return undefined
    }
    return { ...found, driver: this.#driverOf(accountId, found.link) }
  }

  async close(): Promise<void> {
    for (const timer of this.#retired.values()) clearTimeout(timer)
    const drivers = [...this.#retired.keys(), ...[...this.#drivers.values()].map(({ driver }) => driver)]
    this.#retired.clear()
    this.#drivers.clear()
    await Promise.all(drivers.map((driver) => driver.close()))
  }

  #driverOf(accountId: string, link: Link): ClusterDriver {
    const key = `${accountId} ${link.clusterId}`
    const version = `${link.verifiesJwt} ${link.credential}`
    const kept = this.#drivers.get(key)
    if (kept?.version === version) return kept.driver
    this.#retire(key)
    const driver = this.#openDriver(accountId, link)
    this.#drivers.set(key, { version, driver })
    return driver
  }

  #openDriver(accountId: string, link: Link): ClusterDriver {
    const { managementUrl, settings, enforcement, verifiesJwt } = link
    const credential = this.keys.unsealCredential({ accountId, id: link.clusterId }, link.credential)
    return kindOf(link).open({ managementUrl, settings, credential, enforcement, verifiesJwt })
  }

  #retire(key: string): void {
    const kept = this.#drivers.get(key)
    if (!kept) return
    this.#drivers.delete(key)
    const close = () => {
      this.#retired.delete(kept.driver)
      // Only connections are left to close; a fault of that has no one to tell.
      kept.driver.close().catch(() => {})
    }
    this.#retired.set(kept.driver, setTimeout(close, retirementMilliseconds).unref())
  }
}

/** The kind of a link, which `cluster connect` has found among those of this version. */
export function kindOf({ kind }: Pick<Link, 'kind'>): Kind {
  const found = kinds[kind]
  if (!found) throw new Error(`A cluster is linked as ${kind}, which this version does not know.`)
  return found
}

import type { SignedIn } from '../auth/caller.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import { reachOf, wholeAccount } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import * as clusterStore from './cluster.store.ts'
import type { Cluster } from './cluster.type.ts'
import * as proxySecretStore from './proxy-secret.store.ts'

const byName: Order<Cluster> = {
  name: 'clusters by name',
  columns: ['name', 'id'],
  direction: 'asc',
  key: ({ name, id }) => [name, id],
}

export class ClusterService {
  constructor(
    private readonly db: Sql,
    private readonly pager: Pager,
  ) {}

  /** Undefined when the caller may read no such cluster. */
  find(caller: SignedIn, id: string): Promise<Cluster | undefined> {
    return clusterStore.find(this.db, reachOf(caller, 'CLUSTER_READ'), id)
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Cluster[]> {
    return clusterStore.findMany(this.db, reachOf(caller, 'CLUSTER_READ'), ids)
  }

  /**
   * The clusters of databases and tokens that the caller has found, who may see their names with them. What else there is
   * to a cluster is decided field by field.
   */
  findImplied({ accountId }: SignedIn, ids: readonly string[]): Promise<readonly Cluster[]> {
    return clusterStore.findMany(this.db, wholeAccount(accountId), ids)
  }

  /** When the proxies of clusters asked last, in the order of the ids. */
  async lastChecks({ accountId }: SignedIn, ids: readonly string[]): Promise<readonly (number | null)[]> {
    const found = await proxySecretStore.lastChecks(this.db, accountId, ids)
    return ids.map((id) => found.get(id) ?? null)
  }

  async page(caller: SignedIn, request: PageRequest): Promise<Connection<Cluster>> {
    const window = this.pager.window(caller.accountId, byName, request)
    const reach = reachOf(caller, 'CLUSTER_READ')
    const slice = await clusterStore.page(this.db, reach, window)
    return this.pager.connection(window, slice, () => clusterStore.count(this.db, reach, caller.origin.deadline))
  }
}

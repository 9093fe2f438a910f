import type { SignedIn } from '../auth/caller.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
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

  /** Undefined when the account has no such cluster. */
  find(caller: SignedIn, id: string): Promise<Cluster | undefined> {
    return clusterStore.find(this.db, caller.accountId, id)
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Cluster[]> {
    return clusterStore.findMany(this.db, caller.accountId, ids)
  }

  /** When the proxies of clusters asked last, in the order of the ids. */
  async lastChecks({ accountId }: SignedIn, ids: readonly string[]): Promise<readonly (number | null)[]> {
    const found = await proxySecretStore.lastChecks(this.db, accountId, ids)
    return ids.map((id) => found.get(id) ?? null)
  }

  async page(caller: SignedIn, request: PageRequest): Promise<Connection<Cluster>> {
    const window = this.pager.window(caller.accountId, byName, request)
    const slice = await clusterStore.page(this.db, caller.accountId, window)
    return this.pager.connection(window, slice, () =>
      clusterStore.count(this.db, caller.accountId, caller.origin.deadline),
    )
  }
}

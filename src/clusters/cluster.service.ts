import type { SignedIn } from '../auth/caller.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Sql } from '../store/tables.ts'
import * as clusterStore from './cluster.store.ts'
import type { Cluster } from './cluster.type.ts'

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

  async page(caller: SignedIn, request: PageRequest): Promise<Connection<Cluster>> {
    const window = this.pager.window(caller.accountId, byName, request)
    const slice = await clusterStore.page(this.db, caller.accountId, window)
    return this.pager.connection(window, slice, () =>
      clusterStore.count(this.db, caller.accountId, caller.origin.deadline),
    )
  }
}

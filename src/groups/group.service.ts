import type { SignedIn } from '../auth/caller.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import type { GroupKey } from './group.store.ts'
import * as groupStore from './group.store.ts'
import type { Group } from './group.type.ts'

const byKey: Order<GroupKey> = {
  name: 'groups by key',
  columns: ['key', 'id'],
  direction: 'asc',
  key: ({ key, id }) => [key, id],
}

export class GroupService {
  constructor(
    private readonly db: Sql,
    private readonly pager: Pager,
  ) {}

  /** Undefined when the account has no such group. */
  async find(caller: SignedIn, id: string): Promise<Group | undefined> {
    return isId('group', id) ? (await this.findMany(caller, [id]))[0] : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Group[]> {
    return groupStore.findMany(this.db, caller.accountId, ids)
  }

  async page(caller: SignedIn, request: PageRequest): Promise<Connection<Group>> {
    const window = this.pager.window(caller.accountId, byKey, request)
    const slice = await groupStore.page(this.db, caller.accountId, window)
    return this.pager.connection(window, slice, () =>
      groupStore.count(this.db, caller.accountId, caller.origin.deadline),
    )
  }
}

import * as accountStore from '../accounts/account.store.ts'
import { personBehind, type SignedIn } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { badInput } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import { refuseToGive } from '../groups/parse-groups.ts'
import { differences } from '../ledger/chain.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Fields } from '../store/columns.ts'
import type { Sql } from '../store/tables.ts'
import type { Json } from '../values/canonical-json.ts'
import { isId } from '../values/id.ts'
import { fold, parseList, parsePersonName, parseSearch } from '../values/text.ts'
import type { AtVersion } from '../values/version.type.ts'
import { parseAttributes, printAttributes, readAttributes } from './attributes.ts'
import { turnedRights } from './deciding-attributes.ts'
import type { Departures } from './departures.ts'
import { heldBy, keysOf } from './held-memberships.ts'
import { refuseLastAdmin } from './last-admin.ts'
import { requireUser } from './require-user.ts'
import * as userStore from './user.store.ts'
import type {
  LeaveAccountInput,
  UpdateProfileInput,
  UpdateUserInput,
  User,
  UserFilter,
  UserOrder,
} from './user.type.ts'

type Columns = Pick<Order<User>, 'columns' | 'key'>

const orders: Record<UserOrder['field'], Columns> = {
  EMAIL: { columns: ['users.email', 'users.id'], key: ({ email, id }) => [email, id] },
  NAME: { columns: ['users.folded_name', 'users.id'], key: ({ name, id }) => [fold(name), id] },
  CREATED_AT: { columns: ['users.created_at', 'users.id'], key: ({ createdAt, id }) => [createdAt, id] },
}

const orderOf = ({ field, direction }: UserOrder): Order<User> => ({
  name: `users by ${field}`,
  direction: direction === 'ASC' ? 'asc' : 'desc',
  ...orders[field],
})

const byEmail = orderOf({ field: 'EMAIL', direction: 'ASC' })

export class UserService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly departures: Departures,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the account has no such user, or the user was removed. */
  async find(caller: SignedIn, id: string): Promise<User | undefined> {
    return isId('user', id) ? userStore.find(this.db, caller.accountId, id) : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly User[]> {
    return userStore.findMany(this.db, caller.accountId, ids)
  }

  async page(
    caller: SignedIn,
    request: PageRequest,
    given: UserFilter = {},
    order?: UserOrder,
    fields?: Fields,
  ): Promise<Connection<User>> {
    const { accountId, origin } = caller
    const groupIds = await this.#groupIdsOf(accountId, given)
    const filter = parseFilter({ ...given, groupIds }, this.clock())
    const window = this.pager.window(accountId, order ? orderOf(order) : byEmail, request)
    const slice = await userStore.page(this.db, accountId, filter, window, origin.deadline, fields)
    return this.pager.connection(window, slice, () => userStore.count(this.db, accountId, filter, origin.deadline))
  }

  /** The ids of the groups that a filter names by ids or keys; null when it names none. */
  async #groupIdsOf(accountId: string, { groupIds, groupKeys }: UserFilter): Promise<string[] | null> {
    if (!groupKeys) return groupIds ?? null
    const keys = parseList(groupKeys, 'filter.groupKeys', 'group keys', 0)
    const groups = await groupStore.list(this.db, accountId)
    return [...(groupIds ?? []), ...groups.filter(({ key }) => keys.includes(key)).map(({ id }) => id)]
  }

  /** The same page of the members of each group, sorted by e-mail address, in the order of the ids. */
  async pagesOfGroups(
    { accountId, origin }: SignedIn,
    groupIds: readonly string[],
    request: PageRequest,
  ): Promise<Connection<User>[]> {
    const window = this.pager.window(accountId, byEmail, request)
    const now = this.clock()
    const slices = await userStore.pagesOfGroups(this.db, accountId, groupIds, now, window, origin.deadline)
    return slices.map((slice, at) =>
      this.pager.connection<User>(window, slice, () =>
        userStore.countOfGroup(this.db, accountId, groupIds[at] as string, now, origin.deadline),
      ),
    )
  }

  /** Throws NOT_FOUND, BAD_INPUT, FORBIDDEN, STALE_VERSION, LAST_ADMIN. */
  update(caller: SignedIn, input: UpdateUserInput): Promise<User> {
    const { id } = input
    const patch = parsePatch(input)
    return this.changes.run(caller, 'updateUser', async (change) => {
      const before = await requireUser(change, input, 'input.id')
      const status = patch.status ?? before.status
      if (status !== before.status) await refuseStatus(change, before, status)
      const turned = await turnedRights(change, before, patch.attributes ?? before.attributes)
      const after = await userStore.update(change.db, change.accountId, id, patch)
      const ended = turned.grow ? await this.#endSessions(change, id) : unended
      const changes = differences({ ...auditView(before), ...unended }, { ...auditView(after), ...ended })
      change.record({ id, label: after.email, changes })
      if (status !== before.status && status === 'DEACTIVATED') await this.departures.lockOut(change, before.id)
      if (turned.shrink) await this.departures.endInvitationsBeyond(change, id, personBehind(change.caller))
      if (status !== before.status || turned.grow || turned.shrink) await change.impact(() => affected(id))
      return after
    })
  }

  /** Changes the caller's own name. Throws BAD_INPUT, STALE_VERSION. */
  updateProfile(caller: SignedIn, { name, expectedVersion }: UpdateProfileInput): Promise<User> {
    const patch = { name: parsePersonName(name, 'input.name') }
    return this.changes.run(caller, 'updateProfile', async (change) => {
      const { id } = change.caller
      const before = await requireUser(change, { id, expectedVersion }, '')
      const after = await userStore.update(change.db, change.accountId, id, patch)
      change.record({ id, label: after.email, changes: differences(auditView(before), auditView(after)) })
      return after
    })
  }

  /** Throws NOT_FOUND, STALE_VERSION, LAST_ADMIN. */
  remove(caller: SignedIn, input: AtVersion): Promise<string> {
    return this.changes.run(caller, 'removeUser', async (change) => {
      await this.#remove(change, await requireUser(change, input, 'id'))
      return input.id
    })
  }

  /** Removes the caller from the account, confirmed by its name. Throws BAD_INPUT, STALE_VERSION, LAST_ADMIN. */
  leave(caller: SignedIn, { confirmName, expectedVersion }: LeaveAccountInput): Promise<string> {
    return this.changes.run(caller, 'leaveAccount', async (change) => {
      const account = await accountStore.find(change.db, change.accountId)
      if (account?.name !== confirmName) {
        throw badInput('input.confirmName', 'Give the name of the account that you leave, exactly as it is.')
      }
      const { id } = change.caller
      await this.#remove(change, await requireUser(change, { id, expectedVersion }, ''))
      return id
    })
  }

  /** Existing sessions must not gain new rights: one of their secrets may have been stolen before. */
  async #endSessions(change: GuardedChange, id: string): Promise<Record<string, Json>> {
    const endedSessions = await this.departures.endSessionsForGrowth(change, id)
    return endedSessions > 0 ? { endedSessions, sessionEndReason: 'RIGHTS_GREW' } : unended
  }

  async #remove(change: GuardedChange, user: User): Promise<void> {
    const { db, accountId, at } = change
    const memberships = await heldBy(change, user)
    await refuseLastAdmin(change, user, memberships)
    const before = { ...auditView(user), groups: keysOf(memberships) }
    change.record({ id: user.id, label: user.email, changes: differences(before, {}) })
    await change.impact(() => affected(user.id))
    await this.departures.lockOut(change, user.id)
    // A user who was imported while an invitation was pending could join again by its link.
    await this.departures.endInvitationsTo(change, user.email)
    await userStore.remove(db, accountId, user.id, at)
  }
}

const unended = { endedSessions: 0, sessionEndReason: null }

const affected = (ownerId: string) => ({ ownerId, membersAffected: 1 })

/** Throws LAST_ADMIN, FORBIDDEN. */
async function refuseStatus(change: GuardedChange, user: User, status: User['status']): Promise<void> {
  const memberships = await heldBy(change, user)
  if (status === 'DEACTIVATED') return refuseLastAdmin(change, user, memberships)
  // An activated user has all of their groups again, so the caller must be allowed to give them.
  refuseToGive(change.caller, memberships)
}

function parsePatch({ name, attributes, status }: UpdateUserInput): userStore.UserPatch {
  const patch = {
    ...(typeof name === 'string' && { name: parsePersonName(name, 'input.name') }),
    ...(attributes && { attributes: printAttributes(parseAttributes(attributes, 'input.attributes')) }),
    ...(status && { status }),
  }
  if (Object.keys(patch).length === 0) throw badInput('input', 'Give at least one of name, attributes and status.')
  return patch
}

function parseFilter({ search, statuses, groupIds }: UserFilter, now: number): userStore.UserListFilter {
  return {
    search: parseSearch(search),
    statuses: statuses ? [...new Set(statuses)] : undefined,
    memberOf: groupIds
      ? {
          groupIds: parseList(groupIds, 'filter.groupIds', 'group ids', 0).filter((id) => isId('group', id)),
          now,
        }
      : undefined,
  }
}

/** A user as the audit log records it. */
export const auditView = ({ email, name, status, attributes }: User) => ({
  email,
  name,
  status,
  attributes: readAttributes(attributes).map(({ key, value }) => ({ key, value })),
})

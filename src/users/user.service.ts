import * as accountStore from '../accounts/account.store.ts'
import type { SignedIn } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, ClustergateError, expectVersion, notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { parseGroups, refuseToGive } from '../groups/parse-groups.ts'
import { differences } from '../ledger/chain.ts'
import type { Links } from '../mail/links.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import { adminGroup, permissionsOf } from '../policy/groups.ts'
import type { Fields } from '../store/columns.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import { fold, parseList, parsePersonName, parseSearch } from '../values/text.ts'
import type { AtVersion } from '../values/version.type.ts'
import { parseAttributes, printAttributes, readAttributes } from './attributes.ts'
import * as userStore from './user.store.ts'
import type {
  LeaveAccountInput,
  SetUserGroupsInput,
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

/**
 * The effects of changed rights on other resources. An interface, because those resources import users, and not the
 * reverse.
 */
export interface Departures {
  /** Ends the user's sessions, mailed links and management tokens, and revokes the invitations they sent. */
  lockOut(change: GuardedChange, userId: string): Promise<void>
  endInvitationsFrom(change: GuardedChange, userId: string): Promise<void>
  endInvitationsTo(change: GuardedChange, email: string): Promise<void>
  /**
   * Ends the user's sessions because their groups now grant more; answers with the number of live sessions that ended.
   */
  endSessionsForGrowth(change: GuardedChange, userId: string): Promise<number>
}

export class UserService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly links: Links,
    private readonly outbox: Outbox,
    private readonly departures: Departures,
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
    const filter = parseFilter({ ...given, groupIds: await this.#groupIdsOf(accountId, given) })
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
    const slices = await userStore.pagesOfGroups(this.db, accountId, groupIds, window, origin.deadline)
    return slices.map((slice, at) =>
      this.pager.connection<User>(window, slice, () =>
        userStore.countOfGroup(this.db, accountId, groupIds[at] as string, origin.deadline),
      ),
    )
  }

  /** Throws NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN. */
  update(caller: SignedIn, input: UpdateUserInput): Promise<User> {
    const { id } = input
    const patch = parsePatch(input)
    return this.changes.run(caller, 'updateUser', async (change) => {
      const before = await this.#requireUser(change, input, 'input.id')
      const deactivates = patch.status === 'DEACTIVATED' && before.status === 'ACTIVE'
      if (deactivates) await this.#refuseLastAdmin(change, before)
      // An activated user has all of their groups again, so the caller must be allowed to give them.
      if (patch.status === 'ACTIVE' && before.status === 'DEACTIVATED') {
        const [groups = []] = await groupStore.ofUsers(change.db, change.accountId, [id])
        refuseToGive(change.caller, groups, null)
      }
      const after = await userStore.update(change.db, change.accountId, id, patch)
      change.record({ id, label: after.email, changes: differences(auditView(before), auditView(after)) })
      if (deactivates) await this.departures.lockOut(change, before.id)
      if (after.status !== before.status) await change.impact(() => affected(id))
      return after
    })
  }

  /** Changes the caller's own name. Throws BAD_INPUT, STALE_VERSION. */
  updateProfile(caller: SignedIn, { name, expectedVersion }: UpdateProfileInput): Promise<User> {
    const patch = { name: parsePersonName(name, 'input.name') }
    return this.changes.run(caller, 'updateProfile', async (change) => {
      const { id } = change.caller
      const before = await this.#requireUser(change, { id, expectedVersion }, '')
      const after = await userStore.update(change.db, change.accountId, id, patch)
      change.record({ id, label: after.email, changes: differences(auditView(before), auditView(after)) })
      return after
    })
  }

  /** Throws NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN. */
  setGroups(caller: SignedIn, { userId, expectedVersion, ...named }: SetUserGroupsInput): Promise<User> {
    return this.changes.run(caller, 'setUserGroups', async (change) => {
      const { db, accountId } = change
      const user = await this.#requireUser(change, { id: userId, expectedVersion }, 'input.userId')
      const groups = parseGroups(await groupStore.list(db, accountId), named, 'input')
      const [former = []] = await groupStore.ofUsers(db, accountId, [userId])
      // The former groups are checked too, so that a caller with fewer permissions cannot demote an Admin.
      refuseToGive(change.caller, [...groups, ...former], null)
      const demotes = holdsAdmin(former) && !holdsAdmin(groups)
      if (demotes) await this.#refuseLastAdmin(change, user)
      await userStore.setGroups(
        db,
        accountId,
        userId,
        groups.map((group) => group.id),
      )
      const after = await userStore.update(db, accountId, userId, {})
      // Existing sessions must not gain the new rights: one of their secrets may have been stolen before.
      const endedSessions = grantsMore(groups, former) ? await this.departures.endSessionsForGrowth(change, userId) : 0
      const changes = differences(
        { groups: keysOf(former), endedSessions: 0, sessionEndReason: null },
        { groups: keysOf(groups), endedSessions, sessionEndReason: endedSessions > 0 ? 'RIGHTS_GREW' : null },
      )
      change.record({ id: userId, label: user.email, changes })
      if (demotes) await this.departures.endInvitationsFrom(change, userId)
      if (changes.length > 0) await change.impact(() => affected(userId))
      if (changes.length > 0) await this.#tellOfGroups(change, user, former, groups)
      return after
    })
  }

  /** Throws NOT_FOUND, STALE_VERSION, LAST_ADMIN. */
  remove(caller: SignedIn, input: AtVersion): Promise<string> {
    return this.changes.run(caller, 'removeUser', async (change) => {
      await this.#remove(change, await this.#requireUser(change, input, 'id'))
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
      await this.#remove(change, await this.#requireUser(change, { id, expectedVersion }, ''))
      return id
    })
  }

  async #remove(change: GuardedChange, user: User): Promise<void> {
    const { db, accountId, at } = change
    await this.#refuseLastAdmin(change, user)
    const [groups = []] = await groupStore.ofUsers(db, accountId, [user.id])
    const before = { ...auditView(user), groups: keysOf(groups) }
    change.record({ id: user.id, label: user.email, changes: differences(before, {}) })
    await change.impact(() => affected(user.id))
    await this.departures.lockOut(change, user.id)
    // A user who was imported while an invitation was pending could join again by its link.
    await this.departures.endInvitationsTo(change, user.email)
    await userStore.remove(db, accountId, user.id, at)
  }

  /** The user of an id. Throws NOT_FOUND, STALE_VERSION. */
  async #requireUser(
    { db, accountId }: GuardedChange,
    { id, expectedVersion }: AtVersion,
    field: string,
  ): Promise<User> {
    const user = isId('user', id) ? await userStore.find(db, accountId, id) : undefined
    if (!user) throw notFound('user', field)
    expectVersion(user.version, expectedVersion)
    return user
  }

  /**
   * Throws LAST_ADMIN when the user is the only active Admin. The account is locked, so the count cannot change
   * meanwhile.
   */
  async #refuseLastAdmin({ db, accountId }: GuardedChange, user: User): Promise<void> {
    if (user.status !== 'ACTIVE') return
    const [groups = []] = await groupStore.ofUsers(db, accountId, [user.id])
    if (!holdsAdmin(groups) || (await userStore.countOtherAdmins(db, accountId, user.id)) > 0) return
    throw new ClustergateError('LAST_ADMIN', 'This is the last active Admin. Make somebody else an Admin first.')
  }

  async #tellOfGroups(change: GuardedChange, user: User, former: readonly Group[], groups: readonly Group[]) {
    const account = await accountStore.find(change.db, change.accountId)
    const names = (of: readonly Group[], without: readonly Group[]) =>
      of.filter(({ key }) => !without.some((other) => other.key === key)).map(({ name }) => name)
    await this.outbox.add(change, {
      kind: 'groupsChanged',
      to: user.email,
      name: user.name,
      accountId: change.accountId,
      accountName: account?.name ?? '',
      loginUrl: this.links.login,
      added: names(groups, former),
      removed: names(former, groups),
      changedBy: change.caller.label,
    })
  }
}

const affected = (ownerId: string) => ({ ownerId, membersAffected: 1 })

const holdsAdmin = (groups: readonly Group[]): boolean => groups.some(({ key }) => key === adminGroup)

const grantsMore = (groups: readonly Group[], former: readonly Group[]): boolean => {
  const held = permissionsOf(former.map(({ key }) => key))
  return [...permissionsOf(groups.map(({ key }) => key))].some((permission) => !held.has(permission))
}

const keysOf = (groups: readonly Group[]): string[] => groups.map(({ key }) => key).sort()

function parsePatch({ name, attributes, status }: UpdateUserInput): userStore.UserPatch {
  const patch = {
    ...(typeof name === 'string' && { name: parsePersonName(name, 'input.name') }),
    ...(attributes && { attributes: printAttributes(parseAttributes(attributes, 'input.attributes')) }),
    ...(status && { status }),
  }
  if (Object.keys(patch).length === 0) throw badInput('input', 'Give at least one of name, attributes and status.')
  return patch
}

function parseFilter({ search, statuses, groupIds }: UserFilter): userStore.UserListFilter {
  return {
    search: parseSearch(search),
    statuses: statuses ? [...new Set(statuses)] : undefined,
    groupIds: groupIds
      ? parseList(groupIds, 'filter.groupIds', 'group ids', 0).filter((id) => isId('group', id))
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

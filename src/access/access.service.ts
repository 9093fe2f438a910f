import type { SignedIn, TokenCaller } from '../auth/caller.ts'
import { withoutRequest } from '../auth/surroundings.ts'
import { notFound } from '../errors.ts'
import { selectorView } from '../groups/definition-view.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import * as managementTokenStore from '../management-tokens/management-token.store.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import { groupsGranting, maySee } from '../policy/decide.ts'
import { leadTo, type Path, pathsOf } from '../policy/paths.ts'
import type { Permission } from '../policy/permissions.ts'
import type { Sql } from '../store/tables.ts'
import { attributesOf } from '../users/attributes.ts'
import * as userStore from '../users/user.store.ts'
import type { User } from '../users/user.type.ts'
import { isId } from '../values/id.ts'
import * as accessStore from './access.store.ts'
import type { AccessDecision, EnvironmentInput } from './access-decision.type.ts'
import { ofRequest, withGiven } from './environment.ts'
import { findNamed } from './named-resource.ts'
import { summaryOf, summaryOfToken } from './summary.ts'
import { allowedAmong, candidatesFor } from './who-may.ts'

/** A question about a permission: on what, and in which environment. */
export interface WhoMayQuestion {
  readonly permission: Permission
  readonly resourceId: string | null
  readonly at: EnvironmentInput | null
}

/** The same about one person; about the caller where `userId` is null. */
export interface AccessQuestion extends WhoMayQuestion {
  readonly userId: string | null
}

const byEmail: Order<User> = {
  name: 'people who may',
  columns: ['users.email', 'users.id'],
  direction: 'asc',
  key: ({ email, id }) => [email, id],
}

export class AccessService {
  constructor(
    private readonly db: Sql,
    private readonly pager: Pager,
    private readonly clock: () => number,
  ) {}

  /** Explains whether somebody has a permission, and by which groups. Throws NOT_FOUND, BAD_INPUT. */
  async explain(caller: SignedIn, question: AccessQuestion): Promise<AccessDecision> {
    const { permission, userId, resourceId, at } = question
    if (caller.kind === 'token' && (userId === null || userId === caller.id)) {
      return this.#explainToken(caller, question)
    }
    const { accountId } = caller
    const now = this.clock()
    const id = userId ?? caller.id
    const user = isId('user', id) ? await userStore.find(this.db, accountId, id) : undefined
    if (!user) throw notFound('user', 'userId')
    const isSelf = id === caller.id
    const surroundings = withGiven(isSelf ? ofRequest(caller, now) : withoutRequest(now), at)
    const named = await findNamed(this.db, caller, resourceId, permission, now)
    const environment = { ...surroundings, attributes: attributesOf(user) }
    const held = await accessStore.membershipsOf(this.db, accountId, id)
    const paths = pathsOf(held, permission, { isActive: user.status === 'ACTIVE', environment })
    const allowed = leadTo(paths, named?.resources)
    const decision = {
      permission,
      allowed,
      partial: isPartial(paths),
      paths: paths.map(viewOf),
      grantedBy: allowed ? grantingOf(paths, named?.resources) : [],
      wouldBeGrantedBy: allowed ? [] : await groupStore.ofKeys(this.db, accountId, groupsGranting(permission)),
    }
    const tellsGroups = isSelf || maySee(caller, 'Group')
    const person = { isSelf, subject: isSelf ? 'You' : user.name, isActive: user.status === 'ACTIVE', tellsGroups }
    return { ...decision, summary: summaryOf({ ...decision, paths }, person, named) }
  }

  /**
   * A management token belongs to no group: it has the permissions that it was given and its creator still has. The paths
   * are those of the creator's groups, as far as it was given the permission.
   */
  async #explainToken(caller: TokenCaller, { permission, resourceId, at }: AccessQuestion): Promise<AccessDecision> {
    const { accountId, creatorId, id } = caller
    const now = this.clock()
    const named = await findNamed(this.db, caller, resourceId, permission, now)
    const [token, creator] = [
      await managementTokenStore.find(this.db, accountId, id, now),
      await userStore.find(this.db, accountId, creatorId),
    ]
    if (!token || !creator) throw notFound('management token', 'userId')
    const isGiven = (JSON.parse(token.permissions) as Permission[]).includes(permission)
    const held = isGiven ? await accessStore.membershipsOf(this.db, accountId, creatorId) : []
    const environment = { ...withGiven(ofRequest(caller, now), at), attributes: attributesOf(creator) }
    const paths = pathsOf(held, permission, { isActive: creator.status === 'ACTIVE', environment })
    const decision = { permission, allowed: leadTo(paths, named?.resources), partial: isPartial(paths) }
    return {
      ...decision,
      paths: paths.map(viewOf),
      grantedBy: [],
      wouldBeGrantedBy: [],
      summary: summaryOfToken(decision, named),
    }
  }

  /**
   * The active people who have a permission, by a number of statements that does not grow with them. Throws NOT_FOUND,
   * BAD_INPUT.
   */
  async whoMay(
    caller: SignedIn,
    { permission, resourceId, at }: WhoMayQuestion,
    request: PageRequest,
  ): Promise<Connection<User>> {
    const { accountId, origin } = caller
    const { deadline } = origin
    const now = this.clock()
    const surroundings = withGiven(withoutRequest(now), at)
    const window = this.pager.window(accountId, byEmail, request)
    const named = await findNamed(this.db, caller, resourceId, permission, now)
    const question = { permission, resources: named?.resources, surroundings }
    const { forAll, forSome } = candidatesFor(question, await groupStore.list(this.db, accountId))
    const members =
      forSome.length === 0
        ? []
        : await accessStore.membersOf(this.db, accountId, idsOf(forSome), surroundings.now, deadline)
    const allowed = {
      groupIds: idsOf(forAll),
      userIds: allowedAmong(question, forSome, members),
      at: surroundings.now,
    }
    const slice = await accessStore.pageOfAllowed(this.db, accountId, allowed, window, deadline)
    return this.pager.connection(window, slice, () => accessStore.countAllowed(this.db, accountId, allowed, deadline))
  }
}

const idsOf = (groups: readonly Group[]): readonly string[] => groups.map(({ id }) => id)

/** Held, and on some resources only. */
const isPartial = (paths: readonly Path<Group>[]): boolean =>
  !leadTo(paths, undefined) && paths.some(({ counts }) => counts)

/** The groups by which a permission is held on all of the resources. */
const grantingOf = (paths: readonly Path<Group>[], resources: Parameters<typeof leadTo>[1]): readonly Group[] => [
  ...new Set(
    paths
      .filter((path) => resources?.some((resource) => leadTo([path], [resource])) ?? leadTo([path], undefined))
      .map(({ group }) => group),
  ),
]

const viewOf = ({ group, on, counts, unmet }: Path<Group>): AccessDecision['paths'][number] => ({
  group,
  on: selectorView(on),
  counts,
  unmet,
})

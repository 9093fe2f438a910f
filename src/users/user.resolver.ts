import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Group } from '../groups/group.type.ts'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import { type Permission, partialOf } from '../policy/permissions.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import { type AtVersion, AtVersionArgs } from '../values/version.type.ts'
import { readAttributes } from './attributes.ts'
import { groupsOfUsers, holdingsOfUser, visibleUsers } from './user.loader.ts'
import type { UserService } from './user.service.ts'
import {
  Attribute,
  LeaveAccountInput,
  LeaveAccountPayload,
  RemoveUserPayload,
  UpdateProfileInput,
  UpdateUserInput,
  User,
  UserConnection,
  UserFilter,
  UserOrder,
  UserPayload,
} from './user.type.ts'

const idOf = ({ id }: User): string => id

@Resolver(() => User)
export class UserResolver {
  @RelationField(() => [Group])
  readonly groups: Relation<User, readonly Group[]>

  @RelationField(() => [PermissionEnum], {
    description:
      'Held on the whole account now, by the groups together. While no request of the person is at hand, a group counts by their attributes and by the hour; one with a condition on the network, on a recent sign-in or on a second factor does not: `viewer` tells what the caller holds.',
  })
  readonly permissions: Relation<User, readonly Permission[], object, readonly Group[]>

  @RelationField(() => [PermissionEnum], {
    description: 'Held now on some resources only, counted as `permissions` is.',
  })
  readonly partialPermissions: Relation<User, readonly Permission[], object, readonly Group[]>

  constructor(
    private readonly service: UserService,
    db: Sql,
    clock: () => number,
  ) {
    const groups = groupsOfUsers(db, clock)
    this.groups = new Relation('User.groups', groups, idOf)
    this.permissions = new Relation('User.permissions', groups, idOf, (held, user) => [
      ...holdingsOfUser(held, user, clock()).permissions,
    ])
    this.partialPermissions = new Relation('User.partialPermissions', groups, idOf, (held, user) =>
      partialOf(holdingsOfUser(held, user, clock())),
    )
  }

  @Query(() => User, {
    nullable: true,
    description: 'One person by their id; null when the account has no such person, or they were removed.',
  })
  user(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<User | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => UserConnection, {
    nullable: true,
    description: 'The people of the account, sorted by e-mail address unless `orderBy` says otherwise.',
  })
  users(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => UserFilter, { nullable: true }) filter: UserFilter | null,
    @Arg('orderBy', () => UserOrder, { nullable: true }) orderBy: UserOrder | null,
    @Ctx() context: RequestContext,
  ): Promise<Connection<User>> {
    return this.service.page(context.signedIn, args, filter ?? {}, orderBy ?? undefined, context.selection?.get('User'))
  }

  @FieldResolver(() => [Attribute], {
    description: 'Taken from the invitation, and changed by `updateUser`; sorted by key.',
  })
  attributes(@Root() user: User): Attribute[] {
    return readAttributes(user.attributes)
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description:
      'Changes a person’s name, attributes or status. Errors: FORBIDDEN for activating a person whose groups grant a permission that the caller lacks, and for an attribute by which groups give the person more than the caller holds; NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN.',
  })
  async updateUser(
    @Arg('input', () => UpdateUserInput) input: UpdateUserInput,
    @Ctx() context: RequestContext,
  ): Promise<UserPayload> {
    return { user: await this.service.update(context.signedIn, input) }
  }

  @Mutation(() => RemoveUserPayload, {
    nullable: true,
    description:
      'Removes a person at once: ends their sessions, and revokes their management tokens and the pending invitations they sent. Database tokens that they created stay accepted. Errors: NOT_FOUND, STALE_VERSION, LAST_ADMIN.',
  })
  async removeUser(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<RemoveUserPayload> {
    return { id: await this.service.remove(context.signedIn, args) }
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description: 'Changes the caller’s own name. Errors: BAD_INPUT, STALE_VERSION.',
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() context: RequestContext,
  ): Promise<UserPayload> {
    return { user: await this.service.updateProfile(context.signedIn, input) }
  }

  @Mutation(() => LeaveAccountPayload, {
    nullable: true,
    description:
      'Removes the caller from the account, with the same effects as `removeUser`: this session ends too, and only a new invitation lets them join again. Errors: BAD_INPUT, STALE_VERSION, LAST_ADMIN.',
  })
  async leaveAccount(
    @Arg('input', () => LeaveAccountInput) input: LeaveAccountInput,
    @Ctx() context: RequestContext,
  ): Promise<LeaveAccountPayload> {
    const id = await this.service.leave(context.signedIn, input)
    context.cookies.session.clear()
    return { id }
  }
}

@Resolver(() => Group)
export class GroupPeopleResolver {
  @RelationField(() => User, {
    nullable: true,
    description: 'Null for a built-in group, and for a person who was removed or is not visible to the caller.',
  })
  readonly createdBy: Relation<Group, User | null>

  @RelationField(() => UserConnection, {
    args: () => PageArgs,
    nullable: true,
    description: 'The people in the group, sorted by e-mail address.',
  })
  readonly members: Relation<Group, Connection<User>, PageArgs>

  constructor(service: UserService, db: Sql) {
    this.createdBy = new Relation('Group.createdBy', visibleUsers(db), ({ createdById }) => createdById)
    this.members = new Relation(
      'Group.members',
      (caller, ids, args) => service.pagesOfGroups(caller, ids, args),
      ({ id }) => id,
    )
  }
}

import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import type { MembershipService } from './membership.service.ts'
import type { HeldMembership } from './membership.store.ts'
import { AddMembershipInput, Membership, RemoveMembershipInput } from './membership.type.ts'
import { membershipsOfUsers, visibleUsers } from './user.loader.ts'
import { SetUserGroupsInput, User, UserPayload } from './user.type.ts'

@Resolver(() => Membership)
export class MembershipResolver {
  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who gave it, perhaps by a management token, or who sent the invitation; null for the operator, where that was before it was recorded, and for a person who was removed or is not visible to the caller.',
  })
  readonly grantedBy: Relation<Membership, User | null>

  constructor(
    private readonly service: MembershipService,
    db: Sql,
  ) {
    this.grantedBy = new Relation('Membership.grantedBy', visibleUsers(db), ({ grantedById }) => grantedById)
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the person holds now what the group grants: for the caller, whether its conditions hold for this request; for others, who send none, whether they are active and its conditions hold by their attributes and the hour: one on the network, on a recent sign-in or on a second factor does not.',
  })
  counts(@Root() membership: Membership, @Ctx() { signedIn }: RequestContext): boolean {
    return this.service.counts(signedIn, membership)
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description:
      'Replaces the groups of a person, and notifies them by mail. Memberships that stay keep their end and their reason; new ones have none. When the new groups grant more than the old ones, the person’s sessions end and they have to sign in again. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the old groups grant more than the caller holds, or the new ones more or for longer; LAST_ADMIN when the account would have no active Admin; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async setUserGroups(
    @Arg('input', () => SetUserGroupsInput) input: SetUserGroupsInput,
    @Ctx() context: RequestContext,
  ): Promise<UserPayload> {
    return { user: await this.service.setGroups(context.signedIn, input) }
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description:
      'Puts a person into a group, or gives their membership another end and reason; notifies them by mail. When the group grants what their others do not, the person’s sessions end and they have to sign in again. A membership that ends cannot be the only one in Admin. Errors: FORBIDDEN when the group grants more than the caller holds, or for longer; LAST_ADMIN when the account would be left without an active Admin whose membership does not end; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async addMembership(
    @Arg('input', () => AddMembershipInput) input: AddMembershipInput,
    @Ctx() context: RequestContext,
  ): Promise<UserPayload> {
    return { user: await this.service.add(context.signedIn, input) }
  }

  @Mutation(() => UserPayload, {
    nullable: true,
    description:
      'Takes a person out of a group, and notifies them by mail. Pending invitations that they could not send any more are revoked. Errors: FORBIDDEN when the group grants more than the caller holds; LAST_ADMIN; NOT_FOUND, also when the person is not in the group; BAD_INPUT, STALE_VERSION.',
  })
  async removeMembership(
    @Arg('input', () => RemoveMembershipInput) input: RemoveMembershipInput,
    @Ctx() context: RequestContext,
  ): Promise<UserPayload> {
    return { user: await this.service.remove(context.signedIn, input) }
  }
}

/** The field that memberships add to `User`. */
@Resolver(() => User)
export class UserMembershipsResolver {
  @RelationField(() => [Membership], {
    description: 'The groups that the person is in, with the terms of each, sorted by key.',
  })
  readonly memberships: Relation<User, readonly Membership[], object, readonly HeldMembership[]>

  constructor(db: Sql, clock: () => number) {
    this.memberships = new Relation(
      'User.memberships',
      membershipsOfUsers(db, clock),
      ({ id }) => id,
      (held, user) => held.map((one) => ({ ...one, user })),
    )
  }
}

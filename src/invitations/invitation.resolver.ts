import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Group } from '../groups/group.type.ts'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { enter } from '../sessions/session.resolver.ts'
import { SignInPayload } from '../sessions/session.type.ts'
import type { Sql } from '../store/tables.ts'
import { readAttributes } from '../users/attributes.ts'
import { visibleUsers } from '../users/user.loader.ts'
import { Attribute, User } from '../users/user.type.ts'
import type { AcceptanceService } from './acceptance.service.ts'
import type { InvitationService } from './invitation.service.ts'
import { statusOf } from './invitation.ts'
import {
  AcceptInvitationInput,
  Invitation,
  InvitationConnection,
  InvitationFilter,
  InvitationOrder,
  InvitationPayload,
  InvitationPreview,
  InvitationStatus,
  InviteUsersInput,
  InviteUsersPayload,
} from './invitation.type.ts'

@Resolver(() => Invitation)
export class InvitationResolver {
  @RelationField(() => [Group], { description: 'What the person will belong to.' })
  readonly groups: Relation<Invitation, readonly Group[]>

  @RelationField(() => User, {
    nullable: true,
    description: 'Null when the operator invited, or the person is gone.',
  })
  readonly invitedBy: Relation<Invitation, User | null>

  @RelationField(() => User, { nullable: true, description: 'Who joined with it; null when they have been removed.' })
  readonly acceptedBy: Relation<Invitation, User | null>

  @RelationField(() => User, { nullable: true })
  readonly revokedBy: Relation<Invitation, User | null>

  constructor(
    private readonly service: InvitationService,
    private readonly acceptance: AcceptanceService,
    db: Sql,
    private readonly clock: () => number,
  ) {
    const people = visibleUsers(db)
    this.groups = new Relation(
      'Invitation.groups',
      (caller, ids) => service.groupsOf(caller, ids),
      ({ id }) => id,
    )
    this.invitedBy = new Relation('Invitation.invitedBy', people, ({ invitedById }) => invitedById)
    this.acceptedBy = new Relation('Invitation.acceptedBy', people, ({ acceptedById }) => acceptedById)
    this.revokedBy = new Relation('Invitation.revokedBy', people, ({ revokedById }) => revokedById)
  }

  @Query(() => Invitation, { nullable: true, description: 'One invitation; null when there is none of that id.' })
  invitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Invitation | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => InvitationConnection, {
    nullable: true,
    description: 'All invitations ever sent, newest first unless `orderBy` says otherwise.',
  })
  invitations(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => InvitationFilter, { nullable: true }) filter: InvitationFilter | null,
    @Arg('orderBy', () => InvitationOrder, { nullable: true, description: 'Newest first when absent.' })
    orderBy: InvitationOrder | null,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Invitation>> {
    return this.service.page(context.signedIn, args, filter ?? {}, orderBy ?? undefined)
  }

  @Query(() => InvitationPreview, {
    nullable: true,
    description: 'What the holder of an invitation link may see before accepting; null for an unknown secret.',
  })
  invitationPreview(
    @Arg('secret', () => String) secret: string,
    @Ctx() { caller }: RequestContext,
  ): Promise<InvitationPreview | undefined> {
    return this.acceptance.preview(secret, caller.origin)
  }

  @FieldResolver(() => InvitationStatus)
  status(@Root() invitation: Invitation): InvitationStatus {
    return statusOf(invitation, this.clock())
  }

  @FieldResolver(() => [Attribute], { description: 'What the person will carry.' })
  attributes(@Root() { attributes }: Invitation): Attribute[] {
    return readAttributes(attributes)
  }

  @Mutation(() => InviteUsersPayload, {
    nullable: true,
    description:
      'Invites 1 to 100 people by mail; each row succeeds or fails by itself: BAD_INPUT, NOT_FOUND for a group, CONFLICT for somebody who belongs to the account or has a pending invitation, FORBIDDEN for a group that grants more than the caller holds, RATE_LIMITED.',
  })
  async inviteUsers(
    @Arg('input', () => InviteUsersInput) input: InviteUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<InviteUsersPayload> {
    return { results: await this.service.invite(context.signedIn, input) }
  }

  @Mutation(() => InvitationPayload, {
    nullable: true,
    description:
      'Sends a pending or expired invitation again, with a new secret and the same life; earlier links stop working. NOT_FOUND, CONFLICT, FORBIDDEN for a group that grants more than the caller holds, RATE_LIMITED.',
  })
  resendInvitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<InvitationPayload> {
    return this.service.resend(context.signedIn, id)
  }

  @Mutation(() => InvitationPayload, {
    nullable: true,
    description:
      'Revokes a pending invitation; its link stops working. NOT_FOUND, INVITATION_ACCEPTED, INVITATION_EXPIRED, INVITATION_REVOKED.',
  })
  revokeInvitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<InvitationPayload> {
    return this.service.revoke(context.signedIn, id)
  }

  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Accepts an invitation, once: creates the person with the groups of the invitation, and signs in. NOT_FOUND, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, BAD_INPUT.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    return enter(context, await this.acceptance.accept(context.caller.origin, input))
  }
}

@Resolver(() => User)
export class UserInvitationResolver {
  @RelationField(() => Invitation, {
    nullable: true,
    description: 'The invitation this person joined with; null for those who joined without one.',
  })
  readonly invitation: Relation<User, Invitation | null>

  constructor(service: InvitationService) {
    this.invitation = new Relation(
      'User.invitation',
      (caller, ids) => service.acceptedBy(caller, ids),
      ({ id }) => id,
    )
  }
}

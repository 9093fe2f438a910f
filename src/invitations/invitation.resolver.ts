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
import type { InviteService } from './invite.service.ts'

@Resolver(() => Invitation)
export class InvitationResolver {
  @RelationField(() => [Group], { description: 'The groups that the person joins by accepting.' })
  readonly groups: Relation<Invitation, readonly Group[]>

  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who sent it; null when the operator did, and for a person who was removed or is not visible to the caller.',
  })
  readonly invitedBy: Relation<Invitation, User | null>

  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who accepted it; null unless accepted, and for a person who was removed or is not visible to the caller.',
  })
  readonly acceptedBy: Relation<Invitation, User | null>

  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who revoked it; null unless revoked, when the operator did, and for a person who was removed or is not visible to the caller.',
  })
  readonly revokedBy: Relation<Invitation, User | null>

  constructor(
    private readonly service: InvitationService,
    private readonly invites: InviteService,
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

  @Query(() => Invitation, {
    nullable: true,
    description: 'One invitation by its id; null when the account has no such invitation.',
  })
  invitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Invitation | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => InvitationConnection, {
    nullable: true,
    description: 'The invitations of the account, whatever their status, newest first unless `orderBy` says otherwise.',
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
    description: 'The invitation of a link, as its holder sees it before accepting; null for an unknown secret.',
  })
  invitationPreview(@Arg('secret', () => String) secret: string): Promise<InvitationPreview | undefined> {
    return this.acceptance.preview(secret)
  }

  @FieldResolver(() => InvitationStatus)
  status(@Root() invitation: Invitation): InvitationStatus {
    return statusOf(invitation, this.clock())
  }

  @FieldResolver(() => [Attribute], { description: 'The attributes that the person gets by accepting; sorted by key.' })
  attributes(@Root() { attributes }: Invitation): Attribute[] {
    return readAttributes(attributes)
  }

  @Mutation(() => InviteUsersPayload, {
    nullable: true,
    description:
      'Invites 1 to 100 people by mail. Each row succeeds or fails by itself, with its error in `results`: BAD_INPUT, NOT_FOUND for a group, CONFLICT for an address that belongs to the account or has a pending invitation, FORBIDDEN for a group that grants a permission that the caller lacks, RATE_LIMITED.',
  })
  async inviteUsers(
    @Arg('input', () => InviteUsersInput) input: InviteUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<InviteUsersPayload> {
    return { results: await this.invites.invite(context.signedIn, input) }
  }

  @Mutation(() => InvitationPayload, {
    nullable: true,
    description:
      'Sends a pending or expired invitation again, with a new secret and the same lifetime from now on; earlier links stop working. Errors: CONFLICT when it is accepted or revoked, or its address belongs to the account or has another pending invitation; FORBIDDEN for a group that grants a permission that the caller lacks; NOT_FOUND, RATE_LIMITED.',
  })
  resendInvitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<InvitationPayload> {
    return this.invites.resend(context.signedIn, id)
  }

  @Mutation(() => InvitationPayload, {
    nullable: true,
    description:
      'Revokes a pending invitation; its links stop working. Errors: NOT_FOUND, INVITATION_ACCEPTED, INVITATION_EXPIRED, INVITATION_REVOKED.',
  })
  revokeInvitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<InvitationPayload> {
    return this.service.revoke(context.signedIn, id)
  }

  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Accepts an invitation, which works once: creates the person with the groups and attributes of the invitation, and signs them in. Errors: NOT_FOUND, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, CONFLICT when the address belongs to the account already, BAD_INPUT.',
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
    description: 'The invitation that this person accepted; null for a person who joined without one.',
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

import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { CustomGroupService } from './custom-group.service.ts'
import type { GroupService } from './group.service.ts'
import {
  CreateGroupInput,
  DeleteGroupInput,
  DeleteGroupPayload,
  Group,
  GroupConnection,
  GroupPayload,
  UpdateGroupInput,
} from './group.type.ts'

@Resolver(() => Group)
export class GroupResolver {
  constructor(
    private readonly service: GroupService,
    private readonly customGroups: CustomGroupService,
  ) {}

  @Query(() => Group, { nullable: true, description: 'One group by its id; null when the account has no such group.' })
  group(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Group | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => GroupConnection, { nullable: true, description: 'The groups of the account, sorted by key.' })
  groups(@Args(() => PageArgs) args: PageArgs, @Ctx() context: RequestContext): Promise<Connection<Group>> {
    return this.service.page(context.signedIn, args)
  }

  @Mutation(() => GroupPayload, {
    nullable: true,
    description:
      'Creates a custom group, without members. Errors: FORBIDDEN when it would grant more than the caller holds; CONFLICT when a group of the account has the key, or the account has 100 custom groups; NOT_FOUND for a cluster or database that a selector names; BAD_INPUT.',
  })
  async createGroup(
    @Arg('input', () => CreateGroupInput) input: CreateGroupInput,
    @Ctx() context: RequestContext,
  ): Promise<GroupPayload> {
    return { group: await this.customGroups.create(context.caller, input) }
  }

  @Mutation(() => GroupPayload, {
    nullable: true,
    description:
      'Changes a custom group. Members who would hold more by it are signed out; the pending invitations sent by those who hold less are revoked. Errors: FORBIDDEN when it grants more than the caller holds, before or after; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION.',
  })
  async updateGroup(
    @Arg('input', () => UpdateGroupInput) input: UpdateGroupInput,
    @Ctx() context: RequestContext,
  ): Promise<GroupPayload> {
    return { group: await this.customGroups.update(context.caller, input) }
  }

  @Mutation(() => DeleteGroupPayload, {
    nullable: true,
    description:
      'Deletes a custom group: its members no longer hold what it grants, and the pending invitations that they sent are revoked. Errors: CONFLICT while it is somebody’s only group, or a group of a pending invitation; FORBIDDEN when it grants more than the caller holds; BAD_INPUT, also for a built-in group; NOT_FOUND, STALE_VERSION.',
  })
  async deleteGroup(
    @Arg('input', () => DeleteGroupInput) input: DeleteGroupInput,
    @Ctx() context: RequestContext,
  ): Promise<DeleteGroupPayload> {
    return { id: await this.customGroups.delete(context.caller, input) }
  }
}

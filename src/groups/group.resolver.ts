import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { GroupService } from './group.service.ts'
import { Group, GroupConnection } from './group.type.ts'

@Resolver(() => Group)
export class GroupResolver {
  constructor(private readonly service: GroupService) {}

  @Query(() => Group, { nullable: true, description: 'One group by its id; null when the account has no such group.' })
  group(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Group | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => GroupConnection, { nullable: true, description: 'The groups of the account, sorted by key.' })
  groups(@Args(() => PageArgs) args: PageArgs, @Ctx() context: RequestContext): Promise<Connection<Group>> {
    return this.service.page(context.signedIn, args)
  }
}

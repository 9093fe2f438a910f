import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { AccessService } from './access.service.ts'
import { AccessDecision } from './access-decision.type.ts'

@Resolver()
export class AccessResolver {
  constructor(private readonly service: AccessService) {}

  @Query(() => AccessDecision, {
    nullable: true,
    description:
      'Explains whether a person has a permission, and which groups grant it; explains the caller’s own access when `userId` is absent. Errors: NOT_FOUND.',
  })
  explainAccess(
    @Arg('permission', () => PermissionEnum) permission: Permission,
    @Arg('userId', () => ID, { nullable: true }) userId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AccessDecision> {
    return this.service.explain(context.signedIn, permission, userId ?? null)
  }
}

import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql'
import type { Connection } from '../pages/page.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { type User, UserConnection } from '../users/user.type.ts'
import type { AccessService } from './access.service.ts'
import { AccessDecision, EnvironmentInput } from './access-decision.type.ts'

const resourceIdDescription = 'A database, table, database token or cluster that the caller may read.'

@Resolver()
export class AccessResolver {
  constructor(private readonly service: AccessService) {}

  @Query(() => AccessDecision, {
    nullable: true,
    description:
      'Explains whether a person has a permission, on a resource or on the whole account, and by which groups; explains the caller’s own access when `userId` is absent. For oneself, conditions are held against this request; for another person, against an environment without an address and a session, unless `at` gives them. Errors: NOT_FOUND, BAD_INPUT.',
  })
  explainAccess(
    @Arg('permission', () => PermissionEnum) permission: Permission,
    @Arg('userId', () => ID, { nullable: true }) userId: string | null,
    @Arg('resourceId', () => ID, { nullable: true, description: resourceIdDescription }) resourceId: string | null,
    @Arg('at', () => EnvironmentInput, { nullable: true, description: 'Another environment.' })
    at: EnvironmentInput | null,
    @Ctx() context: RequestContext,
  ): Promise<AccessDecision> {
    const question = { permission, userId: userId ?? null, resourceId: resourceId ?? null, at: at ?? null }
    return this.service.explain(context.signedIn, question)
  }

  @Query(() => UserConnection, {
    nullable: true,
    description:
      'The active people who have a permission on a resource, or on the whole account, sorted by e-mail address. Conditions of groups are held against `at`; without it, against an environment without an address and a session. Errors: NOT_FOUND, BAD_INPUT.',
  })
  whoMay(
    @Arg('permission', () => PermissionEnum) permission: Permission,
    @Arg('resourceId', () => ID, { nullable: true, description: resourceIdDescription }) resourceId: string | null,
    @Arg('at', () => EnvironmentInput, { nullable: true, description: 'Another environment.' })
    at: EnvironmentInput | null,
    @Arg('first', () => Int, { nullable: true, description: 'The number of rows: 1 to 100; 20 when absent.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only rows after this cursor.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Connection<User>> {
    const question = { permission, resourceId: resourceId ?? null, at: at ?? null }
    return this.service.whoMay(context.signedIn, question, { first, after })
  }
}

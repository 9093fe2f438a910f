import { Args, Ctx, Query, Resolver } from 'type-graphql'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DatabaseToken } from './database-token.type.ts'
import type { KnownUsage, TokenUsageService } from './token-usage.service.ts'
import { UsageArgs, UsageDay, UsageOfTokensArgs } from './token-usage.type.ts'

@Resolver(() => DatabaseToken)
export class TokenUsageResolver {
  @RelationField(() => [UsageDay], {
    args: () => UsageArgs,
    nullable: true,
    description:
      'How often it was used on each of the last days, the newest last, counted to the minute; days without any request are left out. Null where that is not known, because `lastCheckAt` of its cluster is null. Errors: BAD_INPUT.',
  })
  readonly usage: Relation<DatabaseToken, KnownUsage, UsageArgs>

  constructor(private readonly service: TokenUsageService) {
    this.usage = new Relation(
      'DatabaseToken.usage',
      (caller, ids, args) => service.ofEach(caller, ids, args),
      ({ id }) => id,
    )
  }

  @Query(() => [UsageDay], {
    nullable: true,
    description:
      'How often the database tokens that the caller may see were used together on each of the last days, whatever their status now; the newest day last, days without any request left out. Null where no proxy of these clusters has had a request checked, and when the account has no such cluster. Errors: BAD_INPUT.',
  })
  databaseTokenUsage(
    @Args(() => UsageOfTokensArgs) args: UsageOfTokensArgs,
    @Ctx() context: RequestContext,
  ): Promise<KnownUsage> {
    return this.service.ofAll(context.signedIn, args)
  }
}

import { Ctx, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../requests/request-context.ts'
import type { AccountService } from './account.service.ts'
import { Account } from './account.type.ts'

@Resolver(() => Account)
export class AccountResolver {
  constructor(private readonly service: AccountService) {}

  @Query(() => Account, { nullable: true, description: 'The account of the caller.' })
  account(@Ctx() context: RequestContext): Promise<Account> {
    return this.service.own(context.signedIn)
  }
}

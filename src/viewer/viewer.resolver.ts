import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { AccountService } from '../accounts/account.service.ts'
import { Account } from '../accounts/account.type.ts'
import { toBuiltIn } from '../groups/group.ts'
import type { Group } from '../groups/group.type.ts'
import type { ManagementTokenService } from '../management-tokens/management-token.service.ts'
import { ManagementToken } from '../management-tokens/management-token.type.ts'
import { isBuiltIn } from '../policy/groups.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Source } from '../requests/source.ts'
import { Session } from '../sessions/session.type.ts'
import type { Sql } from '../store/tables.ts'
import { groupsOfUsers } from '../users/user.loader.ts'
import { User } from '../users/user.type.ts'
import { Viewer } from './viewer.type.ts'

@Resolver(() => Viewer)
export class ViewerResolver {
  private readonly groupsOfUsers: Source<readonly Group[]>

  constructor(
    private readonly accounts: AccountService,
    private readonly managementTokens: ManagementTokenService,
    db: Sql,
    clock: () => number,
  ) {
    this.groupsOfUsers = groupsOfUsers(db, clock)
  }

  @Query(() => Viewer, { nullable: true, description: 'The caller of this request; null when not signed in.' })
  viewer(@Ctx() context: RequestContext): Viewer | null {
    const { caller } = context
    if (caller.kind === 'anonymous') return null
    const viewer = new Viewer(caller)
    // Authentication has read the groups already, all there is of built-in ones: `User.groups` need not read them again.
    if (caller.kind === 'person') {
      const groups: Group[] = []
      for (const { id, key } of caller.groups) if (isBuiltIn(key)) groups.push(toBuiltIn(id, key))
      if (groups.length === caller.groups.length) context.prime(this.groupsOfUsers, caller.id, groups)
    }
    return viewer
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null when the caller is a management token.' })
  user(@Root() { caller }: Viewer): User | null {
    return caller.kind === 'person' ? caller.user : null
  }

  @FieldResolver(() => Session, { nullable: true, description: 'Null when the caller is a management token.' })
  session(@Root() { caller }: Viewer): Session | null {
    return caller.kind === 'person' ? caller.session : null
  }

  @FieldResolver(() => ManagementToken, {
    nullable: true,
    description: 'Null when the caller is signed in as a person.',
  })
  async managementToken(@Root() { caller }: Viewer): Promise<ManagementToken | null> {
    if (caller.kind !== 'token') return null
    return (await this.managementTokens.findMany(caller, [caller.id]))[0] ?? null
  }

  @FieldResolver(() => Account)
  account(@Root() { caller }: Viewer): Promise<Account> {
    return this.accounts.own(caller)
  }
}

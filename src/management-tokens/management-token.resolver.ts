import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '../pages/page.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import { TokensArgs } from '../tokens/token.type.ts'
import { visibleUsers } from '../users/user.loader.ts'
import { User } from '../users/user.type.ts'
import type { ManagementTokenService } from './management-token.service.ts'
import { readPermissions } from './management-token.ts'
import {
  CreateManagementTokenInput,
  ManagementToken,
  ManagementTokenConnection,
  ManagementTokenPayload,
  ManagementTokenSecretPayload,
} from './management-token.type.ts'

@Resolver(() => ManagementToken)
export class ManagementTokenResolver {
  @RelationField(() => User, {
    nullable: true,
    description: 'Who made it; null for someone removed or not visible to the caller.',
  })
  readonly createdBy: Relation<ManagementToken, User | null>

  @RelationField(() => User, {
    nullable: true,
    description: 'Who revoked it; null unless revoked, and for someone removed or not visible to the caller.',
  })
  readonly revokedBy: Relation<ManagementToken, User | null>

  constructor(
    private readonly service: ManagementTokenService,
    db: Sql,
  ) {
    const people = visibleUsers(db)
    this.createdBy = new Relation('ManagementToken.createdBy', people, ({ createdById }) => createdById)
    this.revokedBy = new Relation('ManagementToken.revokedBy', people, ({ revokedById }) => revokedById)
  }

  @Query(() => ManagementToken, {
    nullable: true,
    description: 'One management token, whatever its status; null when there is none of that id.',
  })
  managementToken(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ManagementToken | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => ManagementTokenConnection, {
    nullable: true,
    description: 'The management tokens of the account, newest first unless `orderBy` says otherwise.',
  })
  managementTokens(
    @Args(() => TokensArgs) args: TokensArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ManagementToken>> {
    return this.service.page(context.signedIn, args)
  }

  @FieldResolver(() => [PermissionEnum], {
    description: 'What it was given. Of these, it may at any moment do what its creator may do at that moment.',
  })
  permissions(@Root() token: ManagementToken): Permission[] {
    return readPermissions(token.permissions)
  }

  @Mutation(() => ManagementTokenSecretPayload, {
    nullable: true,
    description:
      'Makes a management token that carries some of the creator’s own permissions; only a signed-in person can, never a management token. `secret` is in this payload and nowhere else, ever. BAD_INPUT; FORBIDDEN for a permission that the creator does not have.',
  })
  createManagementToken(
    @Arg('input', () => CreateManagementTokenInput) input: CreateManagementTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<ManagementTokenSecretPayload> {
    return this.service.create(context.caller, input)
  }

  @Mutation(() => ManagementTokenPayload, {
    nullable: true,
    description:
      'Revokes a token at once and for good, and the pending invitations that it sent; revoking it again changes nothing. NOT_FOUND.',
  })
  async revokeManagementToken(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ManagementTokenPayload> {
    return { token: await this.service.revoke(context.caller, id) }
  }
}

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
    description: 'The person who created it; null for a person who was removed or is not visible to the caller.',
  })
  readonly createdBy: Relation<ManagementToken, User | null>

  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who revoked it; null unless revoked, and for a person who was removed or is not visible to the caller.',
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
    description: 'One management token by its id, whatever its status; null when the account has no such token.',
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
    description:
      'The permissions that it was given. At any moment it has those of them that its creator has at that moment.',
  })
  permissions(@Root() token: ManagementToken): Permission[] {
    return readPermissions(token.permissions)
  }

  @Mutation(() => ManagementTokenSecretPayload, {
    nullable: true,
    description:
      'Creates a management token with some of the caller’s own permissions. Only a signed-in person can, never a management token. Its `secret` is shown only in this payload. Errors: FORBIDDEN for a permission that the caller lacks; CONFLICT when the account is at its limit of tokens; BAD_INPUT.',
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
      'Revokes a token at once and for good, and the pending invitations that it sent; revoking it again changes nothing. Errors: NOT_FOUND.',
  })
  async revokeManagementToken(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ManagementTokenPayload> {
    return { token: await this.service.revoke(context.caller, id) }
  }
}

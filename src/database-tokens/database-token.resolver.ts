import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ClusterService } from '../clusters/cluster.service.ts'
import { Cluster } from '../clusters/cluster.type.ts'
import type { DatabaseService } from '../databases/database.service.ts'
import { Database } from '../databases/database.type.ts'
import type { Connection } from '../pages/page.ts'
import { byId, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import { TokensArgs } from '../tokens/token.type.ts'
import { visibleUsers } from '../users/user.loader.ts'
import { User } from '../users/user.type.ts'
import type { DatabaseTokenService } from './database-token.service.ts'
import {
  CreateDatabaseTokenInput,
  DatabasePermission,
  DatabaseToken,
  DatabaseTokenConnection,
  DatabaseTokenPayload,
  DatabaseTokenSecretPayload,
  RotateTokenInput,
  UpdateDatabaseTokenInput,
} from './database-token.type.ts'

@Resolver(() => DatabaseToken)
export class DatabaseTokenResolver {
  @RelationField(() => Cluster, { description: 'The cluster whose data it opens.' })
  readonly cluster: Relation<DatabaseToken, Cluster | null>

  @RelationField(() => [DatabasePermission], {
    description:
      'What it may do. A database that is deleted stays on the list while it can be brought back, and leaves it for good after that.',
  })
  readonly permissions: Relation<DatabaseToken, readonly DatabasePermission[]>

  @RelationField(() => User, {
    nullable: true,
    description: 'Who made it; null for someone removed or not visible to the caller.',
  })
  readonly createdBy: Relation<DatabaseToken, User | null>

  @RelationField(() => User, {
    nullable: true,
    description: 'Who revoked it; null unless revoked, and for someone removed or not visible to the caller.',
  })
  readonly revokedBy: Relation<DatabaseToken, User | null>

  @RelationField(() => DatabaseToken, {
    nullable: true,
    description: 'The token that it was made to replace, by `rotateDatabaseToken`; null when it replaced none.',
  })
  readonly rotatedFrom: Relation<DatabaseToken, DatabaseToken | null>

  @RelationField(() => DatabaseToken, {
    nullable: true,
    description:
      'The token that was made to replace it, which may have been replaced, revoked or expired since; null unless rotated.',
  })
  readonly replacedBy: Relation<DatabaseToken, DatabaseToken | null>

  constructor(
    private readonly service: DatabaseTokenService,
    clusters: ClusterService,
    db: Sql,
  ) {
    const people = visibleUsers(db)
    this.cluster = new Relation('DatabaseToken.cluster', byId('clusters', clusters), ({ clusterId }) => clusterId)
    this.permissions = new Relation<DatabaseToken, readonly DatabasePermission[]>(
      'DatabaseToken.permissions',
      (caller, ids) => service.permissionsOf(caller, ids),
      ({ id }) => id,
    )
    this.createdBy = new Relation('DatabaseToken.createdBy', people, ({ createdById }) => createdById)
    this.revokedBy = new Relation('DatabaseToken.revokedBy', people, ({ revokedById }) => revokedById)
    const tokens = byId('databaseTokens', service)
    this.rotatedFrom = new Relation('DatabaseToken.rotatedFrom', tokens, ({ rotatedFromId }) => rotatedFromId)
    this.replacedBy = new Relation('DatabaseToken.replacedBy', tokens, ({ replacedById }) => replacedById)
  }

  @Query(() => DatabaseToken, {
    nullable: true,
    description: 'One database token, whatever its status; null when there is none of that id.',
  })
  databaseToken(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DatabaseToken | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => DatabaseTokenConnection, {
    nullable: true,
    description:
      'The database tokens of all clusters of the account, or of one, newest first unless `orderBy` says otherwise; null when there is no such cluster.',
  })
  databaseTokens(
    @Arg('clusterId', () => ID, { nullable: true, description: 'Only tokens of this cluster.' })
    clusterId: string | null | undefined,
    @Args(() => TokensArgs) args: TokensArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<DatabaseToken> | undefined> {
    return this.service.page(context.signedIn, clusterId ?? undefined, args)
  }

  @Mutation(() => DatabaseTokenSecretPayload, {
    nullable: true,
    description:
      'Makes a database token. `secret` is in this payload and nowhere else, ever. NOT_FOUND for a cluster that does not exist and for a database that is not active on it; BAD_INPUT.',
  })
  createDatabaseToken(
    @Arg('input', () => CreateDatabaseTokenInput) input: CreateDatabaseTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenSecretPayload> {
    return this.service.create(context.caller, input)
  }

  @Mutation(() => DatabaseTokenPayload, {
    nullable: true,
    description:
      'Changes a token’s description or permissions; given permissions replace the old ones. CONFLICT for a token that is revoked or has expired; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async updateDatabaseToken(
    @Arg('input', () => UpdateDatabaseTokenInput) input: UpdateDatabaseTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenPayload> {
    return { token: await this.service.update(context.caller, input) }
  }

  @Mutation(() => DatabaseTokenSecretPayload, {
    nullable: true,
    description:
      'Makes a successor with the same cluster, description and permissions, and answers with it and its secret; the old token lives on for `overlap`, as REPLACED. CONFLICT for a token that is revoked or has expired, for one that has a successor already, whose id is `extensions.successorId`, and while another token that it goes back to is accepted, unless the overlap is 0s: of those that replace one another, no more than two are accepted at once. NOT_FOUND, BAD_INPUT.',
  })
  rotateDatabaseToken(
    @Arg('input', () => RotateTokenInput) input: RotateTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenSecretPayload> {
    return this.service.rotate(context.caller, input)
  }

  @Mutation(() => DatabaseTokenPayload, {
    nullable: true,
    description: 'Revokes a token at once and for good; revoking it again changes nothing. NOT_FOUND.',
  })
  async revokeDatabaseToken(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenPayload> {
    return { token: await this.service.revoke(context.caller, id) }
  }
}

@Resolver(() => DatabasePermission)
export class DatabasePermissionResolver {
  @RelationField(() => Database, { nullable: true, description: 'Null when it covers every database of the cluster.' })
  readonly database: Relation<DatabasePermission, Database | null>

  constructor(databases: DatabaseService) {
    const source = byId('databases', databases)
    this.database = new Relation('DatabasePermission.database', source, ({ databaseId }) => databaseId)
  }
}

/** What this resource adds to clusters, which have never heard of tokens. */
@Resolver(() => Cluster)
export class ClusterDatabaseTokensResolver {
  @RelationField(() => DatabaseTokenConnection, {
    args: () => TokensArgs,
    nullable: true,
    description: 'Its database tokens, newest first unless `orderBy` says otherwise.',
  })
  readonly databaseTokens: Relation<Cluster, Connection<DatabaseToken>, TokensArgs>

  constructor(service: DatabaseTokenService) {
    this.databaseTokens = new Relation(
      'Cluster.databaseTokens',
      (caller, ids, args) => service.pagesOfClusters(caller, ids, args),
      ({ id }) => id,
    )
  }
}

/** What it adds to databases. */
@Resolver(() => Database)
export class DatabaseTokensResolver {
  @RelationField(() => DatabaseTokenConnection, {
    args: () => TokensArgs,
    nullable: true,
    description: 'Tokens that reach this database by id or through `*`, newest first unless `orderBy` says otherwise.',
  })
  readonly tokens: Relation<Database, Connection<DatabaseToken>, TokensArgs>

  constructor(service: DatabaseTokenService) {
    this.tokens = new Relation(
      'Database.tokens',
      (caller, ids, args) => service.pagesOfDatabases(caller, ids, args),
      ({ id }) => id,
    )
  }
}

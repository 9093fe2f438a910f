import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ClusterService } from '../clusters/cluster.service.ts'
import { Cluster } from '../clusters/cluster.type.ts'
import type { SyncRow } from '../clusters/work/sync.store.ts'
import { syncOf, syncSource } from '../clusters/work/sync.ts'
import { Sync } from '../clusters/work/sync.type.ts'
import type { DatabaseService } from '../databases/database.service.ts'
import { Database } from '../databases/database.type.ts'
import type { Connection } from '../pages/page.ts'
import { byId, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Selection } from '../requests/source.ts'
import type { Sql } from '../store/tables.ts'
import { TokensArgs } from '../tokens/token.type.ts'
import { visibleUsers } from '../users/user.loader.ts'
import { User } from '../users/user.type.ts'
import { type AtVersion, AtVersionArgs } from '../values/version.type.ts'
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
import type { RotationService } from './rotation.service.ts'

const fieldsOf = (selection: Selection | undefined) => selection?.get('DatabaseToken')

@Resolver(() => DatabaseToken)
export class DatabaseTokenResolver {
  @RelationField(() => Cluster, { description: 'The cluster whose data it gives access to.' })
  readonly cluster: Relation<DatabaseToken, Cluster | null>

  @RelationField(() => [DatabasePermission], {
    description:
      'What it may do on databases that the caller may see tokens of. Permissions on a deleted database stay while it can be restored, and are gone after that.',
  })
  readonly permissions: Relation<DatabaseToken, readonly DatabasePermission[]>

  @RelationField(() => Boolean, {
    description:
      'Whether it reaches databases that the caller may not see: `permissions` does not list those, and what `*` covers is more than the caller sees.',
  })
  readonly reachesMore: Relation<DatabaseToken, boolean>

  @RelationField(() => User, {
    nullable: true,
    description: 'The person who created it; null for a person who was removed or is not visible to the caller.',
  })
  readonly createdBy: Relation<DatabaseToken, User | null>

  @RelationField(() => User, {
    nullable: true,
    description:
      'The person who revoked it; null unless revoked, and for a person who was removed or is not visible to the caller.',
  })
  readonly revokedBy: Relation<DatabaseToken, User | null>

  @RelationField(() => DatabaseToken, {
    nullable: true,
    description: 'The token that it replaced by `rotateDatabaseToken`; null when it replaced none.',
  })
  readonly rotatedFrom: Relation<DatabaseToken, DatabaseToken | null>

  @RelationField(() => DatabaseToken, {
    nullable: true,
    description: 'Its successor by `rotateDatabaseToken`, whatever the successor’s status; null unless rotated.',
  })
  readonly replacedBy: Relation<DatabaseToken, DatabaseToken | null>

  @RelationField(() => Sync, {
    description:
      'Whether the cluster behind knows of it as it is shown here; APPLIED where the gateway checks it alone.',
  })
  readonly sync: Relation<DatabaseToken, Sync, object, SyncRow | null>

  constructor(
    private readonly service: DatabaseTokenService,
    private readonly rotations: RotationService,
    clusters: ClusterService,
    db: Sql,
  ) {
    const people = visibleUsers(db)
    this.sync = new Relation<DatabaseToken, Sync, object, SyncRow | null>(
      'DatabaseToken.sync',
      syncSource(db),
      ({ id }) => id,
      syncOf,
    )
    this.cluster = new Relation(
      'DatabaseToken.cluster',
      byId('implied clusters', { findMany: (caller, ids) => clusters.findImplied(caller, ids) }),
      ({ clusterId }) => clusterId,
    )
    this.permissions = new Relation<DatabaseToken, readonly DatabasePermission[]>(
      'DatabaseToken.permissions',
      (caller, ids) => service.permissionsOf(caller, ids),
      ({ id }) => id,
    )
    this.reachesMore = new Relation<DatabaseToken, boolean>(
      'DatabaseToken.reachesMore',
      (caller, ids) => service.reachMore(caller, ids),
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
    description: 'One database token by its id, whatever its status; null when the account has no such token.',
  })
  databaseToken(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DatabaseToken | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => DatabaseTokenConnection, {
    nullable: true,
    description:
      'The database tokens of the account, or of one of its clusters, newest first unless `orderBy` says otherwise; null when the account has no such cluster.',
  })
  databaseTokens(
    @Arg('clusterId', () => ID, { nullable: true, description: 'Only tokens of this cluster.' })
    clusterId: string | null | undefined,
    @Args(() => TokensArgs) args: TokensArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<DatabaseToken> | undefined> {
    return this.service.page(context.signedIn, clusterId ?? undefined, args, fieldsOf(context.selection))
  }

  @Mutation(() => DatabaseTokenSecretPayload, {
    nullable: true,
    description:
      'Creates a database token. Its `secret` is shown only in this payload. On InfluxDB Cloud Dedicated and Clustered, the cluster makes the secret, and may take up to a few minutes to accept it. Errors: NOT_FOUND for a cluster that does not exist and for a database that is not active on it; CONFLICT when the account is at its limit of tokens, and when the cluster refuses to make it; CLUSTER_UNAVAILABLE when the cluster does not answer as it should, after which there is no token; BAD_INPUT.',
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
      'Changes a token’s description or permissions; given permissions replace the old ones. Errors: CONFLICT for a token that is revoked or has expired; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
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
      'Creates a successor with the same cluster, description and permissions, and answers with it and its secret. The old token is accepted for `overlap` longer, as REPLACED. Errors: CONFLICT for a token that is revoked or has expired; for one that has a successor already, whose id is `extensions.successorId`; and while an earlier token of the same series of rotations is accepted, unless the overlap is 0s, because no more than two tokens of a series are accepted at once; CLUSTER_UNAVAILABLE as for `createDatabaseToken`, after which the old token is as it was; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  rotateDatabaseToken(
    @Arg('input', () => RotateTokenInput) input: RotateTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenSecretPayload> {
    return this.rotations.rotate(context.caller, input)
  }

  @Mutation(() => DatabaseTokenPayload, {
    nullable: true,
    description:
      'Revokes a token at once and for good; revoking it again changes nothing. Errors: NOT_FOUND, STALE_VERSION.',
  })
  async revokeDatabaseToken(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<DatabaseTokenPayload> {
    return { token: await this.service.revoke(context.caller, args) }
  }
}

@Resolver(() => DatabasePermission)
export class DatabasePermissionResolver {
  @RelationField(() => Database, {
    nullable: true,
    description:
      'The database; null when the permission covers every database of the cluster, and for one that the caller may not read.',
  })
  readonly database: Relation<DatabasePermission, Database | null>

  constructor(databases: DatabaseService) {
    const source = byId('databases', databases)
    this.database = new Relation('DatabasePermission.database', source, ({ databaseId }) => databaseId)
  }
}

/** The fields that database tokens add to `Cluster`; clusters/ does not import database-tokens/. */
@Resolver(() => Cluster)
export class ClusterDatabaseTokensResolver {
  @RelationField(() => DatabaseTokenConnection, {
    args: () => TokensArgs,
    nullable: true,
    description: 'The database tokens of this cluster, newest first unless `orderBy` says otherwise.',
  })
  readonly databaseTokens: Relation<Cluster, Connection<DatabaseToken>, TokensArgs>

  constructor(service: DatabaseTokenService) {
    this.databaseTokens = new Relation(
      'Cluster.databaseTokens',
      (caller, ids, args, selection) => service.pagesOfClusters(caller, ids, args, fieldsOf(selection)),
      ({ id }) => id,
    )
  }
}

/** The fields that database tokens add to `Database`. */
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
      (caller, ids, args, selection) => service.pagesOfDatabases(caller, ids, args, fieldsOf(selection)),
      ({ id }) => id,
    )
  }
}

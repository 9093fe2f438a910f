import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ClusterService } from '../clusters/cluster.service.ts'
import { Cluster } from '../clusters/cluster.type.ts'
import type { Connection } from '../pages/page.ts'
import { byId, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import type { DatabaseService } from './database.service.ts'
import {
  CreateDatabaseInput,
  Database,
  DatabaseConnection,
  DatabasePayload,
  DatabasesArgs,
  UpdateDatabaseInput,
} from './database.type.ts'

@Resolver(() => Database)
export class DatabaseResolver {
  @RelationField(() => Cluster, { description: 'The cluster it lies on.' })
  readonly cluster: Relation<Database, Cluster | null>

  constructor(
    private readonly service: DatabaseService,
    clusters: ClusterService,
  ) {
    this.cluster = new Relation('Database.cluster', byId('clusters', clusters), ({ clusterId }) => clusterId)
  }

  @Query(() => Database, {
    nullable: true,
    description: 'One database, active or restorable; null when there is none of that id.',
  })
  database(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Database | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => DatabaseConnection, {
    nullable: true,
    description: 'The databases of all clusters of the account, or of one; null when there is no such cluster.',
  })
  databases(
    @Arg('clusterId', () => ID, { nullable: true, description: 'Only databases of this cluster.' })
    clusterId: string | null | undefined,
    @Args(() => DatabasesArgs) args: DatabasesArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Database> | undefined> {
    return this.service.page(context.signedIn, clusterId ?? undefined, args)
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description: 'Creates a database, ready to be used. CONFLICT when an active one of the cluster has the name.',
  })
  async createDatabase(
    @Arg('input', () => CreateDatabaseInput) input: CreateDatabaseInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.create(context.caller, input) }
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Changes retention and limits of an active database; what is absent stays. CONFLICT when it is deleted.',
  })
  async updateDatabase(
    @Arg('input', () => UpdateDatabaseInput) input: UpdateDatabaseInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.update(context.caller, input) }
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Gives an active database another name. Its tokens keep working: they are bound to the id. CONFLICT when the name is taken, or the database is deleted.',
  })
  async renameDatabase(
    @Arg('input', () => RenameInput) input: RenameInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.rename(context.caller, input) }
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Deletes a database with its tables. It can be undeleted for seven days, and its name may be used again at once; wait 2 to 3 minutes before writing to a new database of that name. CONFLICT when it is deleted already.',
  })
  async deleteDatabase(
    @Arg('input', () => DeleteInput) input: DeleteInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.delete(context.caller, input) }
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Brings a deleted database back, with its id, settings, tables and tokens. CONFLICT when it is active, or an active one has its name; NOT_FOUND after seven days.',
  })
  async undeleteDatabase(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DatabasePayload> {
    return { database: await this.service.undelete(context.caller, id) }
  }
}

/** What this resource adds to clusters, which have never heard of databases. */
@Resolver(() => Cluster)
export class ClusterDatabasesResolver {
  @RelationField(() => DatabaseConnection, {
    args: () => DatabasesArgs,
    nullable: true,
    description: 'The databases of this cluster.',
  })
  readonly databases: Relation<Cluster, Connection<Database>, DatabasesArgs>

  constructor(service: DatabaseService) {
    this.databases = new Relation(
      'Cluster.databases',
      (caller, ids, args) => service.pagesOfClusters(caller, ids, args),
      ({ id }) => id,
    )
  }
}

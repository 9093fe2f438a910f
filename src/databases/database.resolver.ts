import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ClusterService } from '../clusters/cluster.service.ts'
import { Cluster } from '../clusters/cluster.type.ts'
import type { SyncRow } from '../clusters/work/sync.store.ts'
import { syncOf, syncSource } from '../clusters/work/sync.ts'
import { Sync } from '../clusters/work/sync.type.ts'
import type { Connection } from '../pages/page.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { byId, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import type { Sql } from '../store/tables.ts'
import { type AtVersion, AtVersionArgs } from '../values/version.type.ts'
import type { DatabaseService } from './database.service.ts'
import {
  CreateDatabaseInput,
  Database,
  DatabaseConnection,
  DatabasePayload,
  DatabasesArgs,
  PurgeDatabasePayload,
  UpdateDatabaseInput,
} from './database.type.ts'
import { type PermissionsOn, permissionsOn } from './viewer-may.ts'

@Resolver(() => Database)
export class DatabaseResolver {
  @RelationField(() => Cluster, { description: 'The cluster that holds it.' })
  readonly cluster: Relation<Database, Cluster | null>

  @RelationField(() => Sync, { description: 'Whether the cluster behind has it as it is shown here.' })
  readonly sync: Relation<Database, Sync, object, SyncRow | null>

  @RelationField(() => [PermissionEnum], {
    description:
      'What the caller may do to this database and to what hangs on it, by their groups; what its state allows is another matter.',
  })
  readonly viewerMay: Relation<Database, readonly Permission[], object, PermissionsOn>

  constructor(
    private readonly service: DatabaseService,
    clusters: ClusterService,
    db: Sql,
  ) {
    const read = ({ syncRow }: Database) => syncRow
    this.sync = new Relation('Database.sync', syncSource(db), ({ id }) => id, syncOf, read)
    this.viewerMay = new Relation(
      'Database.viewerMay',
      permissionsOn(db),
      ({ id }) => id,
      (on, database) => on(database),
    )
    this.cluster = new Relation(
      'Database.cluster',
      byId('implied clusters', { findMany: (caller, ids) => clusters.findImplied(caller, ids) }),
      ({ clusterId }) => clusterId,
    )
  }

  @Query(() => Database, {
    nullable: true,
    description: 'One database by its id, active or restorable; null when the account has no such database.',
  })
  database(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Database | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => DatabaseConnection, {
    nullable: true,
    description: 'The databases of the account, or of one of its clusters; null when the account has no such cluster.',
  })
  databases(
    @Arg('clusterId', () => ID, { nullable: true, description: 'Only databases of this cluster.' })
    clusterId: string | null | undefined,
    @Args(() => DatabasesArgs) args: DatabasesArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Database> | undefined> {
    return this.service.page(context.signedIn, clusterId ?? undefined, args, context.selection?.get('Database'))
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Creates a database, which can be used at once. Errors: CONFLICT when an active database of the cluster has the name, or the account is at its limit of databases; NOT_FOUND for the cluster, BAD_INPUT.',
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
      'Changes retention and limits of an active database; absent fields stay as they are. Errors: CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
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
      'Renames an active database. Its tokens keep working, because they are bound to its id. Errors: FORBIDDEN also where the name would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when the name is taken, or the database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
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
      'Deletes a database with its tables. It can be undeleted for seven days. Its name can be used again at once; wait 2 to 3 minutes before writing to a new database of that name. Errors: CONFLICT when it is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
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
      'Restores a deleted database with its id, settings, tables and tokens. Errors: CONFLICT when it is active, an active database has its name, or the account is at its limit of databases; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION.',
  })
  async undeleteDatabase(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.undelete(context.caller, args) }
  }

  @Mutation(() => PurgeDatabasePayload, {
    nullable: true,
    description:
      'Removes a deleted database for good, with its data and tables, before its seven days are over; also from the cluster behind, as soon as that is reached. Errors: CONFLICT when it is active; UNSUPPORTED where the cluster itself keeps deleted databases; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async purgeDatabase(
    @Arg('input', () => DeleteInput) input: DeleteInput,
    @Ctx() context: RequestContext,
  ): Promise<PurgeDatabasePayload> {
    return { id: await this.service.purge(context.caller, input) }
  }
}

/** The fields that databases add to `Cluster`; clusters/ does not import databases/. */
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
      (caller, ids, args, selection) => service.pagesOfClusters(caller, ids, args, selection?.get('Database')),
      ({ id }) => id,
    )
  }
}

import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { SyncRow } from '../clusters/work/sync.store.ts'
import { syncOf, syncSource } from '../clusters/work/sync.ts'
import { Sync } from '../clusters/work/sync.type.ts'
import type { DatabaseService } from '../databases/database.service.ts'
import { Database } from '../databases/database.type.ts'
import type { Connection } from '../pages/page.ts'
import { byIdOrRefused, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import type { Sql } from '../store/tables.ts'
import { type AtVersion, AtVersionArgs } from '../values/version.type.ts'
import type { TableService } from './table.service.ts'
import { CreateTableInput, Table, TableConnection, TablePayload, TablesArgs } from './table.type.ts'

@Resolver(() => Table)
export class TableResolver {
  @RelationField(() => Database, { description: 'The database it belongs to.' })
  readonly database: Relation<Table, Database | null>

  @RelationField(() => Sync, { description: 'Whether the cluster behind has it as it is shown here.' })
  readonly sync: Relation<Table, Sync, object, SyncRow | null>

  constructor(
    private readonly service: TableService,
    databases: DatabaseService,
    db: Sql,
  ) {
    this.sync = new Relation<Table, Sync, object, SyncRow | null>('Table.sync', syncSource(db), ({ id }) => id, syncOf)
    this.database = new Relation(
      'Table.database',
      byIdOrRefused('databases of tables', databases, 'DATABASE_READ'),
      ({ databaseId }) => databaseId,
    )
  }

  @Query(() => Table, {
    nullable: true,
    description: 'One table by its id, active or restorable; null when the account has no such table.',
  })
  table(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Table | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Mutation(() => TablePayload, {
    nullable: true,
    description:
      'Creates a table in an active database. Errors: CONFLICT when an active table has the name, or the database is deleted or at its table limit; NOT_FOUND for the database, BAD_INPUT.',
  })
  async createTable(
    @Arg('input', () => CreateTableInput) input: CreateTableInput,
    @Ctx() context: RequestContext,
  ): Promise<TablePayload> {
    return { table: await this.service.create(context.caller, input) }
  }

  @Mutation(() => TablePayload, {
    nullable: true,
    description:
      'Renames an active table. Errors: CONFLICT when the name is taken, or the table or its database is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async renameTable(
    @Arg('input', () => RenameInput) input: RenameInput,
    @Ctx() context: RequestContext,
  ): Promise<TablePayload> {
    return { table: await this.service.rename(context.caller, input) }
  }

  @Mutation(() => TablePayload, {
    nullable: true,
    description:
      'Deletes a table. It can be undeleted for seven days. Pause writes to it first, because the next write creates a new table of that name. Errors: CONFLICT when the table or its database is deleted already; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async deleteTable(
    @Arg('input', () => DeleteInput) input: DeleteInput,
    @Ctx() context: RequestContext,
  ): Promise<TablePayload> {
    return { table: await this.service.delete(context.caller, input) }
  }

  @Mutation(() => TablePayload, {
    nullable: true,
    description:
      'Restores a deleted table. Errors: CONFLICT when it is active, an active table has its name, or its database is deleted or at its table limit; NOT_FOUND, also when it was deleted more than seven days ago; STALE_VERSION.',
  })
  async undeleteTable(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<TablePayload> {
    return { table: await this.service.undelete(context.caller, args) }
  }
}

/** The fields that tables add to `Database`; databases/ does not import tables/. */
@Resolver(() => Database)
export class DatabaseTablesResolver {
  @RelationField(() => TableConnection, {
    args: () => TablesArgs,
    nullable: true,
    description: 'The tables of this database, sorted by name.',
  })
  readonly tables: Relation<Database, Connection<Table>, TablesArgs>

  constructor(service: TableService) {
    this.tables = new Relation(
      'Database.tables',
      (caller, ids, args) => service.pagesOfDatabases(caller, ids, args),
      ({ id }) => id,
    )
  }
}

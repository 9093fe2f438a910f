import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { DatabaseService } from '../databases/database.service.ts'
import { Database } from '../databases/database.type.ts'
import type { Connection } from '../pages/page.ts'
import { byId, Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DeleteInput, RenameInput } from '../restorable/restorable-input.type.ts'
import type { TableService } from './table.service.ts'
import { CreateTableInput, Table, TableConnection, TablePayload, TablesArgs } from './table.type.ts'

@Resolver(() => Table)
export class TableResolver {
  @RelationField(() => Database, { description: 'The database it belongs to.' })
  readonly database: Relation<Table, Database | null>

  constructor(
    private readonly service: TableService,
    databases: DatabaseService,
  ) {
    this.database = new Relation('Table.database', byId('databases', databases), ({ databaseId }) => databaseId)
  }

  @Query(() => Table, {
    nullable: true,
    description: 'One table, active or restorable; null when there is none of that id.',
  })
  table(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Table | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Mutation(() => TablePayload, {
    nullable: true,
    description:
      'Creates a table in an active database. CONFLICT when an active table has the name, or the database is deleted or has as many tables as it has room for.',
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
      'Gives an active table another name. CONFLICT when the name is taken, or it or its database is deleted.',
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
      'Deletes a table. It can be undeleted for seven days. Pause writes to it first: the next write creates a new table of that name. CONFLICT when it or its database is deleted already.',
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
      'Brings a deleted table back. CONFLICT when it is active, an active table has its name, or its database is deleted or full; NOT_FOUND after seven days.',
  })
  async undeleteTable(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<TablePayload> {
    return { table: await this.service.undelete(context.caller, id) }
  }
}

/** What this resource adds to databases, which have never heard of tables. */
@Resolver(() => Database)
export class DatabaseTablesResolver {
  @RelationField(() => TableConnection, {
    args: () => TablesArgs,
    nullable: true,
    description: 'The tables of this database, by name.',
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

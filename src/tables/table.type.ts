import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql'
import { SyncState } from '../clusters/work/sync.type.ts'
import { PartitionPart, PartitionPartInput } from '../databases/partition-template.type.ts'
import { Node } from '../nodes/node.type.ts'
import { connectionOf, PageArgs } from '../pages/connection.type.ts'
import { ResourceStatus } from '../restorable/restorable-status.ts'
import { DateTime } from '../values/date-time.ts'
import { VersionField } from '../values/version.type.ts'

@ObjectType({
  implements: Node,
  description:
    'Rows of a database that share tags, fields and a time column. Its id stays the same when it is renamed or restored.',
  simpleResolvers: true,
})
export class Table extends Node {
  @Field(() => String, { description: 'Case-sensitive; unique among the active tables of the database.' })
  name!: string

  databaseId!: string

  @Field(() => ResourceStatus, {
    description: 'The status of the table itself. An active table of a deleted database is restored with the database.',
  })
  status!: ResourceStatus

  @Field(() => [PartitionPart], {
    description:
      'The parts of the key that groups rows into files, in order: its own template or the database’s. Cannot be changed.',
  })
  partitionTemplate!: readonly PartitionPart[]

  @Field(() => Boolean, { description: 'Whether the partition template is the database’s.' })
  inheritsPartitionTemplate!: boolean

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { nullable: true, description: 'Null while active.' })
  deletedAt!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it can be undeleted: seven days from its deletion. Null while active.',
  })
  restorableUntil!: number | null

  @VersionField()
  version!: number
}

export const TableConnection = connectionOf('Table', () => Table)

@InputType({ description: 'Which tables to list; every given condition must hold.' })
export class TableFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the name contains, without regard to case; at most 100 characters.',
  })
  search?: string | null

  @Field(() => [ResourceStatus], {
    nullable: true,
    description: 'Tables with any of these statuses; only ACTIVE when absent.',
  })
  statuses?: ResourceStatus[] | null

  @Field(() => [SyncState], {
    nullable: true,
    description: 'Tables whose `sync` is in any of these states; in all of them when absent.',
  })
  syncStates?: SyncState[] | null
}

@ArgsType()
export class TablesArgs extends PageArgs {
  @Field(() => TableFilter, { nullable: true })
  filter?: TableFilter | null
}

@InputType({
  description:
    'A table to create. The first write creates a table by itself, so this is needed only for a partition template of its own.',
})
export class CreateTableInput {
  @Field(() => ID, { description: 'The database it will belong to; it must be active.' })
  databaseId!: string

  @Field(() => String, {
    description:
      '1 to 64 letters (a to z), digits, `_` and `-`; starts with a letter or a digit. CONFLICT when an active table of the database has it.',
  })
  name!: string

  @Field(() => [PartitionPartInput], {
    nullable: true,
    description: '1 to 8 parts, exactly one of them TIME; the database’s when absent. Can never be changed.',
  })
  partitionTemplate?: PartitionPartInput[] | null
}

@ObjectType({ description: 'The table as it is after the change.', simpleResolvers: true })
export class TablePayload {
  @Field(() => Table)
  table!: Table
}

import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { SyncRow } from '../clusters/work/sync.store.ts'
import { SyncState } from '../clusters/work/sync.type.ts'
import { Node } from '../nodes/node.type.ts'
import { connectionOf, PageArgs } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import { ResourceStatus } from '../restorable/restorable-status.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.type.ts'
import { ExpectedVersionField, VersionField } from '../values/version.type.ts'
import { LabelFilter, LabelInput } from './label.type.ts'
import { maxColumnsPerTableDefault, maxTablesDefault } from './limits.ts'
import { PartitionPart, PartitionPartInput } from './partition-template.type.ts'

@ObjectType({
  implements: Node,
  description:
    'A named container of time series data on a cluster. Its id stays the same when it is renamed or restored.',
  simpleResolvers: true,
})
export class Database extends Node {
  @Field(() => String, { description: 'Case-sensitive; unique among the active databases of the cluster.' })
  name!: string

  clusterId!: string

  @Field(() => ResourceStatus)
  status!: ResourceStatus

  @Field(() => Duration, {
    nullable: true,
    description: 'Retention: how long data is kept, counted from the time of each point; null keeps it for ever.',
  })
  retentionPeriod!: number | null

  @Field(() => Int, { description: 'Table limit: the most active tables that the database may have.' })
  maxTables!: number

  @Field(() => Int, {
    description:
      'Column limit: the most columns of each table, the time column included. A change applies to new tables only.',
  })
  maxColumnsPerTable!: number

  @Field(() => [PartitionPart], {
    description:
      'The parts of the key that groups rows into files, in order; the default for its tables. Cannot be changed.',
  })
  partitionTemplate!: readonly PartitionPart[]

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { description: 'When it was last changed, renamed, labelled, deleted or undeleted.' })
  updatedAt!: number

  @Field(() => DateTime, { nullable: true, description: 'Null while active.' })
  deletedAt!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it can be undeleted: seven days from its deletion. Null while active.',
  })
  restorableUntil!: number | null

  @VersionField()
  version!: number

  /** The field `sync` is made of it; undefined where it was not read together with the database. */
  syncRow!: SyncRow | null | undefined
}

export const DatabaseConnection = connectionOf('Database', () => Database)

export const DatabaseOrderField = { NAME: 'NAME', CREATED_AT: 'CREATED_AT' } as const
export type DatabaseOrderField = keyof typeof DatabaseOrderField

registerEnumType(DatabaseOrderField, {
  name: 'DatabaseOrderField',
  description: 'What databases can be ordered by.',
  valuesConfig: {
    NAME: { description: 'By name: digits, then capital letters, then small ones.' },
    CREATED_AT: { description: 'By the time of creation.' },
  },
})

@InputType({ description: 'The order of a list of databases.' })
export class DatabaseOrder {
  @Field(() => DatabaseOrderField)
  field!: DatabaseOrderField

  @Field(() => OrderDirection, { defaultValue: 'ASC' })
  direction!: OrderDirection
}

@InputType({ description: 'Which databases to list; every given condition must hold.' })
export class DatabaseFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the name contains, without regard to case; at most 100 characters.',
  })
  search?: string | null

  @Field(() => [ResourceStatus], {
    nullable: true,
    description: 'Databases with any of these statuses; only ACTIVE when absent.',
  })
  statuses?: ResourceStatus[] | null

  @Field(() => [SyncState], {
    nullable: true,
    description: 'Databases whose `sync` is in any of these states; in all of them when absent.',
  })
  syncStates?: SyncState[] | null

  @Field(() => [LabelFilter], {
    nullable: true,
    description: 'Databases that meet every one of these conditions on labels; at most 10.',
  })
  labels?: LabelFilter[] | null
}

@ArgsType()
export class DatabasesArgs extends PageArgs {
  @Field(() => DatabaseFilter, { nullable: true })
  filter?: DatabaseFilter | null

  @Field(() => DatabaseOrder, { nullable: true, description: 'By name, ascending, when absent.' })
  orderBy?: DatabaseOrder | null
}

@InputType({ description: 'A database to create.' })
export class CreateDatabaseInput {
  @Field(() => ID, { description: 'The cluster to create it on.' })
  clusterId!: string

  @Field(() => String, {
    description:
      '1 to 64 letters (a to z), digits, `_`, `-` and `/`; starts with a letter or a digit, not with `iox_`; no `//`, no `/` at the end. CONFLICT when an active database of the cluster has it.',
  })
  name!: string

  @Field(() => Duration, {
    nullable: true,
    description: 'Retention: at least 1h. Absent, null and zero keep data for ever.',
  })
  retentionPeriod?: number | null

  @Field(() => Int, { nullable: true, defaultValue: maxTablesDefault, description: 'Table limit: 1 or more.' })
  maxTables?: number | null

  @Field(() => Int, {
    nullable: true,
    defaultValue: maxColumnsPerTableDefault,
    description: 'Column limit of each table: 1 to 1000, the time column included.',
  })
  maxColumnsPerTable?: number | null

  @Field(() => [PartitionPartInput], {
    nullable: true,
    description: '1 to 8 parts, exactly one of them TIME; by day when absent. Can never be changed.',
  })
  partitionTemplate?: PartitionPartInput[] | null

  @Field(() => [LabelInput], { nullable: true, description: 'What it is for; none when absent.' })
  labels?: LabelInput[] | null
}

@InputType({ description: 'New settings of a database. Absent fields stay as they are; at least one is needed.' })
export class UpdateDatabaseInput {
  @Field(() => ID)
  id!: string

  @Field(() => Duration, {
    nullable: true,
    description:
      'Retention: at least 1h. An explicit null, or zero, keeps data for ever; when absent, it stays as it is.',
  })
  retentionPeriod?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Table limit: 1 or more. Existing tables stay, even when there are more.',
  })
  maxTables?: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Column limit of each table: 1 to 1000, the time column included; applies to tables that are created from then on.',
  })
  maxColumnsPerTable?: number | null

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'The labels that a database is to have.' })
export class SetDatabaseLabelsInput {
  @Field(() => ID)
  id!: string

  @Field(() => [LabelInput], { description: 'Replaces all labels; an empty list removes them.' })
  labels!: LabelInput[]

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@ObjectType({ description: 'The answer to `purgeDatabase`.', simpleResolvers: true })
export class PurgeDatabasePayload {
  @Field(() => ID, { description: 'The id that the database had.' })
  id!: string
}

@ObjectType({ description: 'The database as it is after the change.', simpleResolvers: true })
export class DatabasePayload {
  @Field(() => Database)
  database!: Database
}

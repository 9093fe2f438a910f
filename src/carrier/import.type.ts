import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { DatabaseToken } from '../database-tokens/database-token.type.ts'
import { Database } from '../databases/database.type.ts'
import { RowError } from '../policy/row-error.type.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.type.ts'

@ObjectType({ description: 'A database on a cluster that is not managed here.', simpleResolvers: true })
export class UnmanagedDatabase {
  @Field(() => String, { description: 'Its name on the cluster.' })
  name!: string

  @Field(() => Duration, { nullable: true, description: 'How long it keeps data; null for ever.' })
  retentionPeriod!: number | null

  @Field(() => String, {
    nullable: true,
    description:
      'Why it cannot be imported, or cannot be used like others once it is; null when nothing is in the way.',
  })
  obstacle!: string | null
}

@ObjectType({ description: 'A credential on a cluster that was not made here.', simpleResolvers: true })
export class UnmanagedCredential {
  @Field(() => String, { description: 'By which it is imported: its id on the cluster, or the name of a user.' })
  externalId!: string

  @Field(() => String)
  description!: string

  @Field(() => Boolean, { description: 'Whether it passes every rule of the cluster; such ones are never imported.' })
  isAdmin!: boolean

  @Field(() => [String], { description: 'What it may do, such as `READ orders`, or `WRITE *` for every database.' })
  permissions!: readonly string[]

  @Field(() => String, { nullable: true, description: 'Why it cannot be imported; null when it can.' })
  obstacle!: string | null
}

@ObjectType({ description: 'What lies on a cluster and is not managed here.', simpleResolvers: true })
export class UnmanagedResources {
  @Field(() => [UnmanagedDatabase], { description: 'Sorted by name, without what belongs to the cluster itself.' })
  databases!: readonly UnmanagedDatabase[]

  @Field(() => [UnmanagedCredential], { description: 'Sorted by description.' })
  credentials!: readonly UnmanagedCredential[]

  @Field(() => DateTime, { description: 'When the cluster was asked.' })
  readAt!: number
}

@InputType({ description: 'What to take over from a cluster. Nothing changes on the cluster.' })
export class ImportFromClusterInput {
  @Field(() => ID)
  clusterId!: string

  @Field(() => [String], {
    nullable: true,
    description: 'The names of databases on the cluster, at most 1000; all that are not managed when null or absent.',
  })
  databases?: string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'The external ids of credentials on the cluster, at most 1000; none when null or absent.',
  })
  credentials?: string[] | null

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Only tells what would happen to each row. `@dryRun` on the operation does the same, and tells the events and the impact, too.',
  })
  dryRun!: boolean
}

@ObjectType({ description: 'What has become of one thing on the cluster.', simpleResolvers: true })
export class ImportResult {
  @Field(() => String, { description: 'The name of the database, or the external id of the credential.' })
  name!: string

  @Field(() => Database, {
    nullable: true,
    description: 'Null in a dry run, for a credential, and when it was refused.',
  })
  database!: Database | null

  @Field(() => DatabaseToken, {
    nullable: true,
    description: 'Null in a dry run, for a database, and when it was refused.',
  })
  token!: DatabaseToken | null

  @Field(() => RowError, { nullable: true, description: 'Why it was refused; a dry run tells the same.' })
  error!: RowError | null
}

@ObjectType({ simpleResolvers: true })
export class ImportFromClusterPayload {
  @Field(() => [ImportResult], { description: 'One for each database and then each credential, in their order.' })
  results!: readonly ImportResult[]
}

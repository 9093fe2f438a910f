import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { TokenStatus } from '../tokens/token.type.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.ts'

export const DataAction = { READ: 'READ', WRITE: 'WRITE' } as const
export type DataAction = keyof typeof DataAction

registerEnumType(DataAction, {
  name: 'DataAction',
  description: 'What a database token may do with data.',
  valuesConfig: {
    READ: { description: 'Query data.' },
    WRITE: { description: 'Write data.' },
  },
})

@ObjectType({
  description: 'One thing that a database token may do. It is bound to the database’s id, not to its name.',
  simpleResolvers: true,
})
export class DatabasePermission {
  @Field(() => DataAction)
  action!: DataAction

  /** Null when it covers every database of the cluster. */
  databaseId!: string | null

  @Field(() => Boolean, { description: 'Whether it covers every database of the cluster, present and future.' })
  allDatabases!: boolean
}

@ObjectType({
  implements: Node,
  description: 'Reads and writes data on one cluster. Never valid for management.',
  simpleResolvers: true,
})
export class DatabaseToken extends Node {
  @Field(() => String, { description: 'What it is for, in words.' })
  description!: string

  clusterId!: string

  @Field(() => TokenStatus)
  status!: TokenStatus

  @Field(() => String, { description: 'The first characters of the secret, to recognise it by.' })
  prefix!: string

  @Field(() => DateTime)
  createdAt!: number

  createdById!: string | null

  @Field(() => DateTime, { nullable: true, description: 'From when on it is no longer accepted; null for never.' })
  expiresAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null when it was never used.' })
  lastUsedAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null unless revoked.' })
  revokedAt!: number | null

  revokedById!: string | null

  rotatedFromId!: string | null

  replacedById!: string | null

  @Field(() => Int, { description: 'Counts the changes; `expectedVersion` compares with it.' })
  version!: number
}

export const DatabaseTokenConnection = connectionOf('DatabaseToken', () => DatabaseToken)

@InputType({ description: 'One thing that a database token shall be allowed to do.' })
export class DatabasePermissionInput {
  @Field(() => DataAction)
  action!: DataAction

  @Field(() => ID, {
    description: 'The id of an active database of the token’s cluster, or `*` for every one, present and future.',
  })
  databaseId!: string
}

@InputType({ description: 'A database token to be made.' })
export class CreateDatabaseTokenInput {
  @Field(() => ID, { description: 'The cluster whose data it opens.' })
  clusterId!: string

  @Field(() => String, { description: '1 to 512 printable characters.' })
  description!: string

  @Field(() => [DatabasePermissionInput], {
    description: 'At most 100; what is named twice counts once. An empty list makes a token that may do nothing yet.',
  })
  permissions!: DatabasePermissionInput[]

  @Field(() => DateTime, { nullable: true, description: 'A moment in the future; null or absent for never.' })
  expiresAt?: number | null
}

@InputType({ description: 'A change of a database token. What is absent stays.' })
export class UpdateDatabaseTokenInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 512 printable characters.' })
  description?: string | null

  @Field(() => [DatabasePermissionInput], {
    nullable: true,
    description:
      'At most 100, in place of the old ones: what is left out is taken away. A deleted database that the token covers may stay.',
  })
  permissions?: DatabasePermissionInput[] | null

  @Field(() => Int, { nullable: true, description: 'The version that was read; another one now is STALE_VERSION.' })
  expectedVersion?: number | null
}

@InputType({ description: 'A database token to be followed by a new one.' })
export class RotateTokenInput {
  @Field(() => ID)
  id!: string

  @Field(() => Duration, {
    nullable: true,
    description: 'How long the old token lives on, at most 7d; 24h when absent. Never longer than it would have.',
  })
  overlap?: number | null

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the successor ends: a moment in the future, or null for never. Absent gives it as long a life as the old one had.',
  })
  expiresAt?: number | null
}

@ObjectType({ description: 'A database token as it is after the change.', simpleResolvers: true })
export class DatabaseTokenPayload {
  @Field(() => DatabaseToken)
  token!: DatabaseToken
}

@ObjectType({ description: 'A new database token with its secret.', simpleResolvers: true })
export class DatabaseTokenSecretPayload {
  @Field(() => DatabaseToken)
  token!: DatabaseToken

  @Field(() => String, { description: 'What clients of the data plane send. It is shown here and nowhere else, ever.' })
  secret!: string
}

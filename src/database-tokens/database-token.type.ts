import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { TokenStatus } from '../tokens/token.type.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.type.ts'
import { ExpectedVersionField, VersionField } from '../values/version.type.ts'

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

export const TokenOrigin = { MANAGED: 'MANAGED', IMPORTED: 'IMPORTED' } as const
export type TokenOrigin = keyof typeof TokenOrigin

registerEnumType(TokenOrigin, {
  name: 'TokenOrigin',
  description: 'Where a database token comes from.',
  valuesConfig: {
    MANAGED: { description: 'It was made here.' },
    IMPORTED: { description: 'It was found on the cluster: its secret is known to its users alone.' },
  },
})

@ObjectType({
  description:
    'A permission of a database token: one action on one database, or on all databases of the cluster. It is bound to the id of the database, so it survives renames.',
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
  description: 'A credential for reading and writing data on one cluster. This API never accepts it.',
  simpleResolvers: true,
})
export class DatabaseToken extends Node {
  @Field(() => String, { description: 'What it is used for, in the words of its creator.' })
  description!: string

  clusterId!: string

  @Field(() => TokenStatus)
  status!: TokenStatus

  @Field(() => TokenOrigin)
  origin!: TokenOrigin

  @Field(() => String, {
    description: 'The first characters of the secret, to recognise it by; `…` where that is not known here.',
  })
  prefix!: string

  @Field(() => DateTime)
  createdAt!: number

  createdById!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it stops being accepted; null for never.' })
  expiresAt!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description:
      'To the minute; null when it was never used, and where that is not known, because `lastCheckAt` of its cluster is null.',
  })
  lastUsedAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null unless revoked.' })
  revokedAt!: number | null

  revokedById!: string | null

  rotatedFromId!: string | null

  replacedById!: string | null

  @VersionField()
  version!: number
}

export const DatabaseTokenConnection = connectionOf('DatabaseToken', () => DatabaseToken)

@InputType({ description: 'A permission for a database token.' })
export class DatabasePermissionInput {
  @Field(() => DataAction)
  action!: DataAction

  @Field(() => ID, {
    description: 'The id of an active database of the token’s cluster, or `*` for every one, present and future.',
  })
  databaseId!: string
}

@InputType({ description: 'A database token to create.' })
export class CreateDatabaseTokenInput {
  @Field(() => ID, { description: 'The cluster whose data it gives access to.' })
  clusterId!: string

  @Field(() => String, { description: '1 to 512 printable characters.' })
  description!: string

  @Field(() => [DatabasePermissionInput], {
    description: 'At most 100; duplicates count once. An empty list creates a token without permissions.',
  })
  permissions!: DatabasePermissionInput[]

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it expires: a time in the future; null or absent for never.',
  })
  expiresAt?: number | null
}

@InputType({ description: 'New values for a database token. Absent fields stay as they are; at least one is needed.' })
export class UpdateDatabaseTokenInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 512 printable characters.' })
  description?: string | null

  @Field(() => [DatabasePermissionInput], {
    nullable: true,
    description:
      'At most 100, which replace all old ones. Permissions that the token has on a deleted database may stay.',
  })
  permissions?: DatabasePermissionInput[] | null

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'A database token to replace by a successor.' })
export class RotateTokenInput {
  @Field(() => ID)
  id!: string

  @Field(() => Duration, {
    nullable: true,
    description:
      'How long the old token is accepted beside its successor: at most 7d; 24h when absent; never beyond its own `expiresAt`.',
  })
  overlap?: number | null

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the successor expires: a time in the future, or null for never. When absent, it has the lifetime that the old token was created with.',
  })
  expiresAt?: number | null

  @ExpectedVersionField()
  expectedVersion?: number | null
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

  @Field(() => String, { description: 'The credential for the data plane. Shown only here.' })
  secret!: string
}

import { Field, InputType, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { TokenStatus } from '../tokens/token.type.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  implements: Node,
  description:
    'Authorizes automation against this API: at any moment it may do what it was given and its creator may still do. It opens no data.',
  simpleResolvers: true,
})
export class ManagementToken extends Node {
  @Field(() => String, { description: 'What it is for, in words.' })
  description!: string

  /** JSON: a list of permissions. */
  permissions!: string

  @Field(() => TokenStatus)
  status!: TokenStatus

  @Field(() => String, { description: 'The first characters of the secret, to recognise it by.' })
  prefix!: string

  @Field(() => DateTime)
  createdAt!: number

  createdById!: string

  @Field(() => DateTime, { nullable: true, description: 'From when on it is no longer accepted; null for never.' })
  expiresAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'To the minute; null when it was never used.' })
  lastUsedAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null unless revoked.' })
  revokedAt!: number | null

  revokedById!: string | null
}

export const ManagementTokenConnection = connectionOf('ManagementToken', () => ManagementToken)

@InputType({ description: 'A management token to be made.' })
export class CreateManagementTokenInput {
  @Field(() => String, { description: '1 to 512 printable characters.' })
  description!: string

  @Field(() => [PermissionEnum], {
    description:
      '1 to 100 permissions that the creator has; what is named twice counts once. No token may create management tokens.',
  })
  permissions!: Permission[]

  @Field(() => DateTime, { nullable: true, description: 'A moment in the future; null or absent for never.' })
  expiresAt?: number | null
}

@ObjectType({ description: 'A management token as it is after the change.', simpleResolvers: true })
export class ManagementTokenPayload {
  @Field(() => ManagementToken)
  token!: ManagementToken
}

@ObjectType({ description: 'A new management token with its secret.', simpleResolvers: true })
export class ManagementTokenSecretPayload {
  @Field(() => ManagementToken)
  token!: ManagementToken

  @Field(() => String, {
    description: 'What is sent as `Authorization: Bearer …`. It is shown here and nowhere else, ever.',
  })
  secret!: string
}

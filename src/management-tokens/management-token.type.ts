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
    'A credential for automation against this API. At any moment it has the permissions that it was given and its creator still has. It gives no access to data.',
  simpleResolvers: true,
})
export class ManagementToken extends Node {
  @Field(() => String, { description: 'What it is used for, in the words of its creator.' })
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

  @Field(() => DateTime, { nullable: true, description: 'When it stops being accepted; null for never.' })
  expiresAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'To the minute; null when it was never used.' })
  lastUsedAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null unless revoked.' })
  revokedAt!: number | null

  revokedById!: string | null
}

export const ManagementTokenConnection = connectionOf('ManagementToken', () => ManagementToken)

@InputType({ description: 'A management token to create.' })
export class CreateManagementTokenInput {
  @Field(() => String, { description: '1 to 512 printable characters.' })
  description!: string

  @Field(() => [PermissionEnum], {
    description:
      '1 to 100 permissions that the caller has; duplicates count once. No token may have the permission to create management tokens.',
  })
  permissions!: Permission[]

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it expires: a time in the future; null or absent for never.',
  })
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
    description: 'The credential to send as `Authorization: Bearer …`. Shown only here.',
  })
  secret!: string
}

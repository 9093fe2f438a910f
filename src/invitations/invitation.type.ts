import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { ErrorCodeEnum } from '../error-code.type.ts'
import type { ErrorCode } from '../errors.ts'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import { AttributeInput } from '../users/user.type.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.ts'
import { EmailAddress } from '../values/email-address.ts'

export const InvitationStatus = {
  PENDING: 'PENDING',
  ACCEPTED: 'ACCEPTED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
} as const
export type InvitationStatus = keyof typeof InvitationStatus

registerEnumType(InvitationStatus, {
  name: 'InvitationStatus',
  description: 'What became of an invitation. EXPIRED is computed from the clock.',
})

export const DeliveryStatus = { QUEUED: 'QUEUED', SENT: 'SENT', WRITTEN: 'WRITTEN', FAILED: 'FAILED' } as const
export type DeliveryStatus = keyof typeof DeliveryStatus

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'What became of a mail.',
  valuesConfig: {
    QUEUED: { description: 'Waiting, or to be tried again.' },
    SENT: { description: 'Taken by the mail server.' },
    WRITTEN: {
      description:
        'Written to a file in the gateway’s mail directory, as no mail server is configured: the link must be handed over.',
    },
    FAILED: { description: 'Refused by the mail server for good, or given up.' },
  },
})

@ObjectType({
  implements: Node,
  description:
    'A single-use offer to join, bound to one address. Only a hash of its secret is kept. The record stays for ever.',
  simpleResolvers: true,
})
export class Invitation extends Node {
  @Field(() => EmailAddress)
  email!: string

  /** JSON: a list of attributes. */
  attributes!: string
  invitedById!: string | null
  managementTokenId!: string | null
  acceptedById!: string | null
  revokedById!: string | null
  lifeMilliseconds!: number

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { description: 'When the link of the last mail stops working.' })
  expiresAt!: number

  @Field(() => Int, { description: 'How often it was handed to the mail: once, and once more for each resend.' })
  sentCount!: number

  @Field(() => DeliveryStatus, { description: 'What became of the last mail.' })
  delivery!: DeliveryStatus

  @Field(() => DateTime, { nullable: true })
  acceptedAt!: number | null

  @Field(() => DateTime, { nullable: true })
  revokedAt!: number | null
}

export const InvitationConnection = connectionOf('Invitation', () => Invitation)

@ObjectType({ description: 'What the holder of an invitation link may see before accepting.', simpleResolvers: true })
export class InvitationPreview {
  @Field(() => EmailAddress)
  email!: string

  @Field(() => String)
  accountName!: string

  @Field(() => [String], { description: 'The names of the groups that come with it.' })
  groups!: readonly string[]

  @Field(() => String, { nullable: true, description: 'Null when the operator of the gateway invites.' })
  invitedByName!: string | null

  @Field(() => DateTime)
  expiresAt!: number

  @Field(() => InvitationStatus)
  status!: InvitationStatus
}

@InputType({ description: 'Every given condition must hold; a list means "any of".' })
export class InvitationFilter {
  @Field(() => String, { nullable: true, description: 'Text in the e-mail address, without regard to case.' })
  search?: string | null

  @Field(() => [InvitationStatus], { nullable: true })
  statuses?: InvitationStatus[] | null
}

export const InvitationOrderField = { CREATED_AT: 'CREATED_AT', EMAIL: 'EMAIL', EXPIRES_AT: 'EXPIRES_AT' } as const
export type InvitationOrderField = keyof typeof InvitationOrderField

registerEnumType(InvitationOrderField, {
  name: 'InvitationOrderField',
  description: 'What invitations can be ordered by.',
  valuesConfig: {
    CREATED_AT: { description: 'By the time they were first sent.' },
    EMAIL: { description: 'By e-mail address.' },
    EXPIRES_AT: { description: 'By the time when the link of the last mail stops working.' },
  },
})

@InputType({ description: 'The order of a list of invitations.' })
export class InvitationOrder {
  @Field(() => InvitationOrderField)
  field!: InvitationOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

@InputType({ description: 'Somebody to invite.' })
export class InvitationInput {
  @Field(() => EmailAddress, { description: 'A text that is no address refuses the request as a whole.' })
  email!: string

  @Field(() => [ID], { nullable: true, description: 'At least one, here or in `groupKeys`; they count together.' })
  groupIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Groups by their keys, such as `member`.' })
  groupKeys?: string[] | null

  @Field(() => [AttributeInput], { nullable: true })
  attributes?: AttributeInput[] | null
}

@InputType({ description: 'Whom to invite, and for how long the links live.' })
export class InviteUsersInput {
  @Field(() => [InvitationInput], { description: '1 to 100.' })
  invitations!: InvitationInput[]

  @Field(() => Duration, {
    nullable: true,
    description: '1h to 30d; 7d when absent; never longer than the management token that sends them.',
  })
  expiresIn?: number | null
}

@InputType({ description: 'The secret of an invitation link, and who its holder wants to be.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What follows the # in the link of the mail.' })
  secret!: string

  @Field(() => String, { description: 'How others will see you: 1 to 64 printable characters.' })
  name!: string

  @Field(() => String, {
    description:
      '12 to 128 characters, none of the most common passwords, without the name part of the e-mail address.',
  })
  password!: string
}

@ObjectType({
  description: 'Why one row was refused while others went on: what the extensions of an error say of an operation.',
  simpleResolvers: true,
})
export class RowError {
  @Field(() => ErrorCodeEnum)
  code!: ErrorCode

  @Field(() => String)
  message!: string

  @Field(() => String, { nullable: true, description: 'The argument at fault, as in `input.invitations.0.groupIds`.' })
  field!: string | null

  @Field(() => [PermissionEnum], { nullable: true, description: 'What the group grants and the caller lacks.' })
  missingPermissions!: readonly string[] | null

  @Field(() => [String], { nullable: true, description: 'The keys of the groups that grant all of it.' })
  wouldBeGrantedBy!: readonly string[] | null

  @Field(() => Int, { nullable: true, description: 'With RATE_LIMITED: when the same may work.' })
  retryAfterSeconds!: number | null
}

@ObjectType({ simpleResolvers: true })
export class InvitationResult {
  @Field(() => EmailAddress)
  email!: string

  @Field(() => Invitation, { nullable: true, description: 'Null when this row was refused.' })
  invitation!: Invitation | null

  @Field(() => String, {
    nullable: true,
    description: 'Filled once, and only where no mail server is configured, for handing over by other means.',
  })
  link!: string | null

  @Field(() => RowError, { nullable: true })
  error!: RowError | null
}

@ObjectType({ simpleResolvers: true })
export class InviteUsersPayload {
  @Field(() => [InvitationResult], { description: 'One for each row, in their order.' })
  results!: InvitationResult[]
}

@ObjectType({ simpleResolvers: true })
export class InvitationPayload {
  @Field(() => Invitation)
  invitation!: Invitation

  @Field(() => String, {
    nullable: true,
    description: 'Only from resendInvitation, and only where no mail server is configured.',
  })
  link!: string | null
}

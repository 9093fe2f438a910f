import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import { RowError } from '../policy/row-error.type.ts'
import { AttributeInput } from '../users/user.type.ts'
import { DateTime } from '../values/date-time.ts'
import { Duration } from '../values/duration.type.ts'
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
  description: 'The state of an invitation. EXPIRED follows from `expiresAt`; ACCEPTED and REVOKED are final.',
})

export const DeliveryStatus = { QUEUED: 'QUEUED', SENT: 'SENT', WRITTEN: 'WRITTEN', FAILED: 'FAILED' } as const
export type DeliveryStatus = keyof typeof DeliveryStatus

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'The delivery state of a mail.',
  valuesConfig: {
    QUEUED: { description: 'Waiting to be sent, or to be tried again.' },
    SENT: { description: 'Accepted by the mail server.' },
    WRITTEN: {
      description:
        'Written to a file in the gateway’s mail directory, because no mail server is configured: the link must be handed over by other means.',
    },
    FAILED: {
      description:
        'Refused by the mail server for good, given up after several attempts, or withdrawn before it was sent.',
    },
  },
})

@ObjectType({
  implements: Node,
  description:
    'A single-use invitation to join the account, bound to one e-mail address. Only a hash of its secret is stored. It is never deleted.',
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
  lifetimeMilliseconds!: number

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { description: 'When it expires, and its links stop working.' })
  expiresAt!: number

  @Field(() => Int, { description: 'How many mails were sent: 1, and 1 more for each time it was sent again.' })
  sentCount!: number

  @Field(() => DeliveryStatus, { description: 'The delivery state of the latest mail.' })
  delivery!: DeliveryStatus

  @Field(() => DateTime, { nullable: true })
  acceptedAt!: number | null

  @Field(() => DateTime, { nullable: true })
  revokedAt!: number | null
}

export const InvitationConnection = connectionOf('Invitation', () => Invitation)

@ObjectType({ description: 'An invitation as the holder of its link sees it before accepting.', simpleResolvers: true })
export class InvitationPreview {
  @Field(() => EmailAddress)
  email!: string

  @Field(() => String)
  accountName!: string

  @Field(() => [String], { description: 'The names of the groups that the person joins by accepting.' })
  groups!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description: 'The name of the person who sent it; null when the operator of the gateway did.',
  })
  invitedByName!: string | null

  @Field(() => DateTime)
  expiresAt!: number

  @Field(() => InvitationStatus)
  status!: InvitationStatus
}

@InputType({ description: 'Which invitations to list. Every given condition must hold; a list means "any of".' })
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
    CREATED_AT: { description: 'By the time of the first mail.' },
    EMAIL: { description: 'By e-mail address.' },
    EXPIRES_AT: { description: 'By the time of expiry.' },
  },
})

@InputType({ description: 'The order of a list of invitations.' })
export class InvitationOrder {
  @Field(() => InvitationOrderField)
  field!: InvitationOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

@InputType({ description: 'A person to invite.' })
export class InvitationInput {
  @Field(() => EmailAddress, {
    description: 'A text that is not an e-mail address refuses the whole request, not only this row.',
  })
  email!: string

  @Field(() => [ID], {
    nullable: true,
    description: 'Groups by id. At least one group is needed, here or in `groupKeys`; both may be given.',
  })
  groupIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Groups by their keys, such as `member`.' })
  groupKeys?: string[] | null

  @Field(() => [AttributeInput], { nullable: true })
  attributes?: AttributeInput[] | null
}

@InputType({ description: 'The people to invite, and the lifetime of the invitations.' })
export class InviteUsersInput {
  @Field(() => [InvitationInput], { description: '1 to 100.' })
  invitations!: InvitationInput[]

  @Field(() => Duration, {
    nullable: true,
    description:
      'The lifetime of the invitations: 1h to 30d; 7d when absent. Those sent by a management token expire no later than the token.',
  })
  expiresIn?: number | null
}

@InputType({ description: 'The secret of an invitation link, and the name and password of the new person.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The part of the mailed link after the #.' })
  secret!: string

  @Field(() => String, { description: 'The person’s name, as others see it: 1 to 64 printable characters.' })
  name!: string

  @Field(() => String, {
    description:
      '12 to 128 characters, none of the most common passwords, without the name part of the e-mail address.',
  })
  password!: string
}

@ObjectType({ simpleResolvers: true })
export class InvitationResult {
  @Field(() => EmailAddress)
  email!: string

  @Field(() => Invitation, { nullable: true, description: 'Null when this row was refused.' })
  invitation!: Invitation | null

  @Field(() => String, {
    nullable: true,
    description:
      'The invitation link, to be handed over by other means; null when a mail server is configured. Shown only here.',
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
    description:
      'The new link, to be handed over by other means; null when a mail server is configured, and from `revokeInvitation`. Shown only here.',
  })
  link!: string | null
}

import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '../values/date-time.ts'
import { EmailAddress } from '../values/email-address.ts'
import { ExpectedVersionField } from '../values/version.type.ts'

@InputType({ description: 'A change of a person’s e-mail address.' })
export class ChangeEmailInput {
  @Field(() => ID, { nullable: true, description: 'The person whose address changes; the caller when absent.' })
  userId?: string | null

  @Field(() => EmailAddress, { description: 'The new address; the present address withdraws a pending change.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'The caller’s password; needed to change their own address.' })
  currentPassword?: string | null

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@ObjectType({ simpleResolvers: true })
export class ChangeEmailPayload {
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'The address to be confirmed; null when a pending change was withdrawn.',
  })
  pendingEmail!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the mailed link stops working; null when a pending change was withdrawn.',
  })
  expiresAt!: number | null

  @Field(() => String, {
    nullable: true,
    description:
      'The confirmation link, to be handed over by other means; null when a mail server is configured, and for a caller without USER_UPDATE. Shown only here.',
  })
  link!: string | null
}

@InputType({ description: 'The secret of the link in the mail to the new address.' })
export class ConfirmEmailInput {
  @Field(() => String, { description: 'The part of the mailed link after the #.' })
  secret!: string
}

@ObjectType({ simpleResolvers: true })
export class ConfirmEmailPayload {
  @Field(() => EmailAddress, { description: 'The person’s new address.' })
  email!: string
}

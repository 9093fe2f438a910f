import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { DateTime } from '../values/date-time.ts'
import { EmailAddress } from '../values/email-address.ts'

@InputType({ description: 'Whose address is to become which.' })
export class ChangeEmailInput {
  @Field(() => ID, { nullable: true, description: 'Oneself where absent.' })
  userId?: string | null

  @Field(() => EmailAddress, { description: 'The new address. The present one withdraws a change that still waits.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'Needed to change one’s own address.' })
  currentPassword?: string | null

  @Field(() => Int, { nullable: true, description: 'STALE_VERSION unless the person is still at this version.' })
  expectedVersion?: number | null
}

@ObjectType({ simpleResolvers: true })
export class ChangeEmailPayload {
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'The address to be confirmed; null when none is any more.',
  })
  pendingEmail!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Until when the link of the mail works.' })
  expiresAt!: number | null

  @Field(() => String, {
    nullable: true,
    description:
      'The link to hand over, shown this once; null where a mail server is configured, and for those without USER_UPDATE.',
  })
  link!: string | null
}

@InputType({ description: 'The secret of the link in the mail to the new address.' })
export class ConfirmEmailInput {
  @Field(() => String, { description: 'What follows the # in the link of the mail.' })
  secret!: string
}

@ObjectType({ simpleResolvers: true })
export class ConfirmEmailPayload {
  @Field(() => EmailAddress, { description: 'The address from now on.' })
  email!: string
}

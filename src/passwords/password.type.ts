import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { EmailAddress } from '../values/email-address.ts'

const rules = '12 to 128 characters, none of the most common passwords, without the name part of the e-mail address.'

@InputType({ description: 'The address of the person who has forgotten their password.' })
export class RequestPasswordResetInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The account to sign in to; when absent, a mail is sent for each account that the address has.',
  })
  accountId?: string | null

  @Field(() => EmailAddress)
  email!: string
}

@InputType({ description: 'The secret of a reset link, and the new password.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The part of the mailed link after the #.' })
  secret!: string

  @Field(() => String, { description: rules })
  password!: string
}

@InputType({ description: 'The caller’s current and new password.' })
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string

  @Field(() => String, { description: rules })
  newPassword!: string
}

@ObjectType({ simpleResolvers: true })
export class RequestPasswordResetPayload {
  @Field(() => Boolean, { description: 'Always true, so that it does not tell whether the address is known.' })
  ok!: boolean
}

@ObjectType({ simpleResolvers: true })
export class ChangePasswordPayload {
  @Field(() => Boolean)
  ok!: boolean
}

import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { EmailAddress } from '../values/email-address.ts'

const rules = '12 to 128 characters, none of the most common passwords, without the name part of the e-mail address.'

@InputType({ description: 'Whose password has been forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => ID, { nullable: true, description: 'Where absent, every account of the address gets its own mail.' })
  accountId?: string | null

  @Field(() => EmailAddress)
  email!: string
}

@InputType({ description: 'The secret of a reset link, and the new password.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'What follows the # in the link of the mail.' })
  secret!: string

  @Field(() => String, { description: rules })
  password!: string
}

@InputType({ description: 'One’s password now, and the new one.' })
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string

  @Field(() => String, { description: rules })
  newPassword!: string
}

@ObjectType({ simpleResolvers: true })
export class RequestPasswordResetPayload {
  @Field(() => Boolean, { description: 'Always true: it does not tell whether the address is known.' })
  ok!: boolean
}

@ObjectType({ simpleResolvers: true })
export class ChangePasswordPayload {
  @Field(() => Boolean)
  ok!: boolean
}

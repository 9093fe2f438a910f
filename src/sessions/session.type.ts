import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import type { SessionRow } from '../store/columns.ts'
import { User } from '../users/user.type.ts'
import { DateTime } from '../values/date-time.ts'
import { EmailAddress } from '../values/email-address.ts'

@ObjectType({
  implements: Node,
  description:
    'A sign-in of a person that has not ended. It ends after an hour without use, and after 12 hours in any case, unless the operator has configured other lifetimes; and when the person’s groups are changed and grant more.',
  simpleResolvers: true,
})
export class Session extends Node implements SessionRow {
  userId!: string

  @Field(() => String, { description: 'The name of the client, as given at sign-in, or else its user agent.' })
  client!: string

  @Field(() => String, { nullable: true, description: 'The IP address of the sign-in; null when it is not known.' })
  ip!: string | null

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { description: 'When it was last used, to the minute.' })
  lastSeenAt!: number

  @Field(() => DateTime, {
    description: 'When it ends unless it is used before then, to the minute. Each use moves it on, up to `endsAt`.',
  })
  expiresAt!: number
}

export const SessionConnection = connectionOf('Session', () => Session)

@InputType({ description: 'E-mail address and password.' })
export class SignInInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Needed only when the address has several accounts with the same password, or more than three accounts.',
  })
  accountId?: string | null

  @Field(() => EmailAddress)
  email!: string

  @Field(() => String)
  password!: string

  @Field(() => String, {
    nullable: true,
    description: 'The name of this client in the list of sessions, at most 128 characters; the user agent when absent.',
  })
  client?: string | null
}

@ObjectType({ simpleResolvers: true })
export class SignInPayload {
  @Field(() => Session)
  session!: Session

  @Field(() => String, {
    description: 'The bearer credential of the session; also set as an HttpOnly cookie for browsers. Shown only here.',
  })
  accessToken!: string

  @Field(() => User)
  user!: User
}

@ObjectType({ simpleResolvers: true })
export class SignOutPayload {
  @Field(() => Boolean)
  ok!: boolean
}

@ObjectType({ simpleResolvers: true })
export class RevokeSessionPayload {
  @Field(() => ID)
  id!: string
}

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
    'A sign-in that is still good. It ends once it has not been used for an hour, and after 12 hours in any case, unless the gateway is configured otherwise; and when the groups of its person come to grant more.',
  simpleResolvers: true,
})
export class Session extends Node implements SessionRow {
  userId!: string

  @Field(() => String, { description: 'What the client said of itself at sign-in.' })
  client!: string

  @Field(() => String, { nullable: true, description: 'The network address of the sign-in.' })
  ip!: string | null

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { description: 'To the minute.' })
  lastSeenAt!: number

  @Field(() => DateTime, {
    description: 'When it ends unless it is used before then, which moves it on, up to `endsAt`; to the minute.',
  })
  expiresAt!: number
}

export const SessionConnection = connectionOf('Session', () => Session)

@InputType({ description: 'E-mail address and password.' })
export class SignInInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Needed only where one address has several accounts with the same password, or more than three.',
  })
  accountId?: string | null

  @Field(() => EmailAddress)
  email!: string

  @Field(() => String)
  password!: string

  @Field(() => String, {
    nullable: true,
    description: 'What the list of sessions calls this client, at most 128 characters; the user agent when absent.',
  })
  client?: string | null
}

@ObjectType({ simpleResolvers: true })
export class SignInPayload {
  @Field(() => Session)
  session!: Session

  @Field(() => String, {
    description: 'The bearer credential of the session; also set as an HttpOnly cookie, for browsers. Shown this once.',
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

import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import type { UserRow } from '../store/columns.ts'
import { DateTime } from '../values/date-time.ts'
import { EmailAddress } from '../values/email-address.ts'

export const UserStatus = { ACTIVE: 'ACTIVE', DEACTIVATED: 'DEACTIVATED' } as const
export type UserStatus = keyof typeof UserStatus

registerEnumType(UserStatus, {
  name: 'UserStatus',
  description: 'Whether a person may sign in.',
  valuesConfig: {
    ACTIVE: { description: 'May sign in, and act within the groups.' },
    DEACTIVATED: { description: 'May not sign in; sessions have ended and management tokens are revoked.' },
  },
})

@ObjectType({
  description:
    'What is known about a person beyond name and address. It is kept with them and shown; nothing is decided by it.',
  simpleResolvers: true,
})
export class Attribute {
  @Field(() => String)
  key!: string

  @Field(() => String)
  value!: string
}

@InputType({ description: 'At most 50 attributes; keys are unique.' })
export class AttributeInput {
  @Field(() => String, { description: '1 to 64 characters: letters, digits, `.`, `_`, `-`.' })
  key!: string

  @Field(() => String, { description: 'At most 512 printable characters.' })
  value!: string
}

@ObjectType({
  implements: Node,
  description: 'A person with management duties; data needs a database token.',
  simpleResolvers: true,
})
export class User extends Node implements UserRow {
  @Field(() => EmailAddress)
  email!: string

  @Field(() => String)
  name!: string

  @Field(() => UserStatus)
  status!: UserStatus

  /** JSON: a list of attributes. */
  attributes!: string

  @Field(() => DateTime)
  createdAt!: number

  @Field(() => DateTime, { nullable: true, description: 'Null until the first sign-in.' })
  lastSignInAt!: number | null

  /** The change of address that waits, with its end. */
  pendingEmailCell!: string | null

  @Field(() => Int, { description: 'Counts the changes; `expectedVersion` compares with it.' })
  version!: number
}

export const UserConnection = connectionOf('User', () => User)

export const UserOrderField = { EMAIL: 'EMAIL', NAME: 'NAME', CREATED_AT: 'CREATED_AT' } as const
export type UserOrderField = keyof typeof UserOrderField

registerEnumType(UserOrderField, { name: 'UserOrderField', description: 'What people are listed by.' })

@InputType({ description: 'How people are listed.' })
export class UserOrder {
  @Field(() => UserOrderField)
  field!: UserOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

@InputType({ description: 'Every given condition must hold; a list means "any of".' })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text in the e-mail address or the name, without regard to case.',
  })
  search?: string | null

  @Field(() => [UserStatus], { nullable: true })
  statuses?: UserStatus[] | null

  @Field(() => [ID], { nullable: true, description: 'Members of any of these groups.' })
  groupIds?: string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'The same by keys, such as `member`; besides those of `groupIds`.',
  })
  groupKeys?: string[] | null
}

@InputType({ description: 'What is absent stays.' })
export class UpdateUserInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 64 printable characters.' })
  name?: string | null

  @Field(() => [AttributeInput], { nullable: true, description: 'Replaces all attributes.' })
  attributes?: AttributeInput[] | null

  @Field(() => UserStatus, {
    nullable: true,
    description: 'DEACTIVATED ends the sessions and revokes the management tokens; refused for the last active Admin.',
  })
  status?: UserStatus | null

  @Field(() => Int, { nullable: true, description: 'STALE_VERSION unless the person is still at this version.' })
  expectedVersion?: number | null
}

@InputType({ description: 'What people change of themselves.' })
export class UpdateProfileInput {
  @Field(() => String, { description: '1 to 64 printable characters.' })
  name!: string

  @Field(() => Int, { nullable: true, description: 'STALE_VERSION unless the person is still at this version.' })
  expectedVersion?: number | null
}

@InputType({ description: 'A safeguard against leaving the wrong account, or any by a slip.' })
export class LeaveAccountInput {
  @Field(() => String, {
    description: 'The name of the account, exactly as it is; anything else is BAD_INPUT, and nothing happens.',
  })
  confirmName!: string
}

@InputType({ description: 'The groups that a person belongs to from now on.' })
export class SetUserGroupsInput {
  @Field(() => ID)
  userId!: string

  @Field(() => [ID], {
    nullable: true,
    description: 'At least one, here or in `groupKeys`; together they replace the groups of the person.',
  })
  groupIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Groups by their keys, such as `member`.' })
  groupKeys?: string[] | null

  @Field(() => Int, { nullable: true, description: 'STALE_VERSION unless the person is still at this version.' })
  expectedVersion?: number | null
}

@ObjectType({ simpleResolvers: true })
export class UserPayload {
  @Field(() => User)
  user!: User
}

@ObjectType({ simpleResolvers: true })
export class RemoveUserPayload {
  @Field(() => ID)
  id!: string
}

@ObjectType({ simpleResolvers: true })
export class LeaveAccountPayload {
  @Field(() => ID, { description: 'Who has left.' })
  id!: string
}

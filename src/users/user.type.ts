import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import type { UserRow } from '../store/columns.ts'
import { DateTime } from '../values/date-time.ts'
import { EmailAddress } from '../values/email-address.ts'
import { ExpectedVersionField, VersionField } from '../values/version.type.ts'

export const UserStatus = { ACTIVE: 'ACTIVE', DEACTIVATED: 'DEACTIVATED' } as const
export type UserStatus = keyof typeof UserStatus

registerEnumType(UserStatus, {
  name: 'UserStatus',
  description: 'Whether a person may sign in.',
  valuesConfig: {
    ACTIVE: { description: 'May sign in, and has the permissions of their groups.' },
    DEACTIVATED: { description: 'May not sign in; sessions have ended and management tokens are revoked.' },
  },
})

@ObjectType({
  description:
    'A key and a value that are stored with a person, such as a department. Groups may go by it: their conditions and selectors name attributes. Then it is a right, which is changed only by those who hold what it gives, and nobody but an Admin changes their own.',
  simpleResolvers: true,
})
export class Attribute {
  @Field(() => String)
  key!: string

  @Field(() => String)
  value!: string
}

@InputType({ description: 'An attribute to store. A list has at most 50, and each key once.' })
export class AttributeInput {
  @Field(() => String, { description: '1 to 64 characters: letters, digits, `.`, `_`, `-`.' })
  key!: string

  @Field(() => String, { description: 'At most 512 printable characters.' })
  value!: string
}

@ObjectType({
  implements: Node,
  description: 'A person who manages the account. Reading and writing data needs a database token instead.',
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

  @VersionField()
  version!: number
}

export const UserConnection = connectionOf('User', () => User)

export const UserOrderField = { EMAIL: 'EMAIL', NAME: 'NAME', CREATED_AT: 'CREATED_AT' } as const
export type UserOrderField = keyof typeof UserOrderField

registerEnumType(UserOrderField, {
  name: 'UserOrderField',
  description: 'What people can be ordered by.',
  valuesConfig: {
    EMAIL: { description: 'By e-mail address.' },
    NAME: { description: 'By name, without regard to case.' },
    CREATED_AT: { description: 'By the time they joined.' },
  },
})

@InputType({ description: 'The order of a list of people.' })
export class UserOrder {
  @Field(() => UserOrderField)
  field!: UserOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

@InputType({ description: 'Which people to list. Every given condition must hold; a list means "any of".' })
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
    description: 'Members of any of these groups, named by key, such as `member`; in addition to `groupIds`.',
  })
  groupKeys?: string[] | null
}

@InputType({ description: 'New values for a person. Absent fields stay as they are; at least one is needed.' })
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

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'New values for the caller’s own profile.' })
export class UpdateProfileInput {
  @Field(() => String, { description: '1 to 64 printable characters.' })
  name!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'Confirms the account to leave, so that nobody leaves one by mistake.' })
export class LeaveAccountInput {
  @Field(() => String, {
    description: 'The exact name of the account; any other text is BAD_INPUT, and nothing changes.',
  })
  confirmName!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'The new groups of a person.' })
export class SetUserGroupsInput {
  @Field(() => ID)
  userId!: string

  @Field(() => [ID], {
    nullable: true,
    description:
      'Groups by id. At least one group is needed, here or in `groupKeys`; together they replace the person’s groups.',
  })
  groupIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Groups by their keys, such as `member`.' })
  groupKeys?: string[] | null

  @ExpectedVersionField()
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
  @Field(() => ID, { description: 'The id of the person who has left.' })
  id!: string
}

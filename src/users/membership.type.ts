import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { Group } from '../groups/group.type.ts'
import { DateTime } from '../values/date-time.ts'
import { ExpectedVersionField } from '../values/version.type.ts'
import { User } from './user.type.ts'

export const MembershipSource = { MANUAL: 'MANUAL', INVITATION: 'INVITATION', IMPORT: 'IMPORT' } as const
export type MembershipSource = keyof typeof MembershipSource

registerEnumType(MembershipSource, {
  name: 'MembershipSource',
  description: 'How a person came into a group.',
  valuesConfig: {
    MANUAL: { description: 'Somebody put them there, by `addMembership` or `setUserGroups`.' },
    INVITATION: { description: 'They accepted an invitation.' },
    IMPORT: { description: 'The operator put them there: by an import, or as the first Admin.' },
  },
})

@ObjectType({
  description: 'That a person is in a group, and on which terms. One that has ended is none, and shown nowhere.',
  simpleResolvers: true,
})
export class Membership {
  @Field(() => Group, { description: 'The group that the person is in.' })
  group!: Group

  @Field(() => User, { description: 'The person who is in the group.' })
  user!: User

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ends: from this millisecond on, the group grants the person nothing. Null for never.',
  })
  until!: number | null

  @Field(() => MembershipSource, { description: 'How the person came into the group.' })
  source!: MembershipSource

  grantedById!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was given, or given other terms; null where that was before it was recorded.',
  })
  grantedAt!: number | null

  @Field(() => String, { nullable: true, description: 'Why, in the words of who gave it.' })
  reason!: string | null
}

@InputType({
  description:
    'A person, a group, and the terms of the membership; together they replace earlier terms. A person can be in 20 groups, whose grants on clusters and databases are at most 200 together.',
})
export class AddMembershipInput {
  @Field(() => ID, { description: 'The person to put into the group.' })
  userId!: string

  @Field(() => ID, { nullable: true, description: 'The group by id. Either this or `groupKey` is needed.' })
  groupId?: string | null

  @Field(() => String, { nullable: true, description: 'The group by its key, such as `member`.' })
  groupKey?: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the membership ends: a time in the future; null or absent for never.',
  })
  until?: number | null

  @Field(() => String, { nullable: true, description: '1 to 512 printable characters, such as the name of a ticket.' })
  reason?: string | null

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({ description: 'A person, and the group to take them out of.' })
export class RemoveMembershipInput {
  @Field(() => ID)
  userId!: string

  @Field(() => ID, { nullable: true, description: 'The group by id. Either this or `groupKey` is needed.' })
  groupId?: string | null

  @Field(() => String, { nullable: true, description: 'The group by its key, such as `member`.' })
  groupKey?: string | null

  @ExpectedVersionField()
  expectedVersion?: number | null
}

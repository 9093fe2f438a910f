import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { DateTime } from '../values/date-time.ts'
import { ExpectedVersionField, VersionField } from '../values/version.type.ts'
import { Conditions, ConditionsInput } from './conditions.type.ts'
import { Grant, GrantInput } from './grant.type.ts'

@ObjectType({
  implements: Node,
  description:
    'A named bundle of permissions, which its members hold while its conditions are met. Admin, Member and Auditor are built in, count always and cannot be changed; an account can have 100 custom groups besides.',
  simpleResolvers: true,
})
export class Group extends Node {
  @Field(() => String, {
    description:
      'The group’s name for programs: `admin`, `member`, `auditor`, or that of a custom group. Never changes.',
  })
  key!: string

  @Field(() => String, { description: 'The group’s name for people; those of custom groups can be changed.' })
  name!: string

  @Field(() => String, { description: 'What it is for; empty where a custom group has none.' })
  description!: string

  @Field(() => Boolean, { description: 'Whether it is Admin, Member or Auditor, which cannot be changed.' })
  builtIn!: boolean

  @Field(() => [PermissionEnum], {
    description: 'All that it names, on whatever; of a custom group, `grants` say on what.',
  })
  permissions!: readonly Permission[]

  @Field(() => Conditions, { description: 'When it counts; a built-in group always does.' })
  conditions!: Conditions

  @Field(() => String, {
    description: 'The conditions in words, such as “from 10.0.0.0/8, Mon–Fri 08:00–18:00 Europe/Berlin”, or “Always.”',
  })
  conditionsSummary!: string

  @Field(() => [Grant], { description: 'Of a built-in group, one grant on the account.' })
  grants!: readonly Grant[]

  /** The person who made a custom group. */
  createdById!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Null for a built-in group.' })
  createdAt!: number | null

  @Field(() => DateTime, { nullable: true, description: 'Null for a built-in group.' })
  updatedAt!: number | null

  @VersionField()
  version!: number

  /** Of a custom group, its conditions and grants as they are stored. */
  definition!: string | null
}

export const GroupConnection = connectionOf('Group', () => Group)

@InputType({ description: 'A custom group to create.' })
export class CreateGroupInput {
  @Field(() => String, {
    description:
      '2 to 63 characters: a small letter, then small letters, digits and `-`. CONFLICT when a group of the account has it. Never changes.',
  })
  key!: string

  @Field(() => String, { description: '1 to 64 printable characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'At most 512 printable characters; empty when absent.' })
  description?: string | null

  @Field(() => ConditionsInput, { nullable: true, description: 'When it counts; always when absent.' })
  conditions?: ConditionsInput | null

  @Field(() => [GrantInput], {
    description:
      'What it grants, together; at most 20, and with the conditions at most 8 KiB as JSON. Without any, it grants nothing.',
  })
  grants!: GrantInput[]
}

@InputType({ description: 'New values for a custom group. Absent fields stay as they are; at least one is needed.' })
export class UpdateGroupInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 64 printable characters.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'At most 512 printable characters.' })
  description?: string | null

  @Field(() => ConditionsInput, { nullable: true, description: 'Replaces all conditions; `{}` removes them.' })
  conditions?: ConditionsInput | null

  @Field(() => [GrantInput], {
    nullable: true,
    description: 'Replaces all grants; at most 20, and with the conditions at most 8 KiB as JSON.',
  })
  grants?: GrantInput[] | null

  @Field(() => Int, {
    description: 'The `version` this change is based on; STALE_VERSION when there has been another change since.',
  })
  expectedVersion!: number
}

@InputType({ description: 'Confirms the group to delete, so that nobody deletes one by mistake.' })
export class DeleteGroupInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'The exact key of the group; any other text is BAD_INPUT.' })
  confirmKey!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@ObjectType({ description: 'The group as it is after the change.', simpleResolvers: true })
export class GroupPayload {
  @Field(() => Group)
  group!: Group
}

@ObjectType({ description: 'The answer to `deleteGroup`.', simpleResolvers: true })
export class DeleteGroupPayload {
  @Field(() => ID, { description: 'The id that the group had.' })
  id!: string
}

import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { CallerKind } from '../groups/conditions.type.ts'
import { Selector } from '../groups/grant.type.ts'
import { Group } from '../groups/group.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { DateTime } from '../values/date-time.ts'

export const GroupConditionKind = {
  ATTRIBUTE: 'ATTRIBUTE',
  NETWORK: 'NETWORK',
  HOURS: 'HOURS',
  MFA: 'MFA',
  AUTHENTICATED_WITHIN: 'AUTHENTICATED_WITHIN',
  CALLER: 'CALLER',
  MEMBERSHIP: 'MEMBERSHIP',
  STATUS: 'STATUS',
} as const
export type GroupConditionKind = keyof typeof GroupConditionKind

registerEnumType(GroupConditionKind, {
  name: 'GroupConditionKind',
  description: 'What keeps a group from counting for a person.',
  valuesConfig: {
    ATTRIBUTE: { description: 'An attribute of the person.' },
    NETWORK: { description: 'The address of the client.' },
    HOURS: { description: 'The time.' },
    MFA: { description: 'A second factor.' },
    AUTHENTICATED_WITHIN: { description: 'How long ago the person signed in.' },
    CALLER: { description: 'Whether a person or a management token asks.' },
    MEMBERSHIP: { description: 'The membership is over.' },
    STATUS: { description: 'The person is deactivated.' },
  },
})

@ObjectType({ description: 'A condition of a group that does not hold.', simpleResolvers: true })
export class Unmet {
  @Field(() => GroupConditionKind, { description: 'Which condition of the group does not hold.' })
  kind!: GroupConditionKind

  @Field(() => String, { description: 'What the group asks for, in words.' })
  expected!: string

  @Field(() => String, { description: 'What is, in words.' })
  actual!: string

  @Field(() => String, { description: 'What would make it hold, as an English sentence.' })
  remedy!: string
}

@ObjectType({ description: 'A grant of the permission by a group that the person is in.', simpleResolvers: true })
export class AccessPath {
  @Field(() => Group, { description: 'The group that grants it, where it counts.' })
  group!: Group

  @Field(() => Selector, { description: 'What the permission is granted on.' })
  on!: Selector

  @Field(() => Boolean, { description: 'Whether the group counts in this environment.' })
  counts!: boolean

  @Field(() => [Unmet], { description: 'Everything that keeps it from counting; empty where it counts.' })
  unmet!: readonly Unmet[]
}

@ObjectType({
  description: 'Whether the person or token has a permission, and which groups grant it.',
  simpleResolvers: true,
})
export class AccessDecision {
  @Field(() => PermissionEnum)
  permission!: Permission

  @Field(() => Boolean, { description: 'On the resource that was named; on the whole account where none was.' })
  allowed!: boolean

  @Field(() => Boolean, {
    description: 'Whether it is held on some resources only. Where none was named, name one: `allowed` is false then.',
  })
  partial!: boolean

  @Field(() => [AccessPath], {
    description: 'Every grant of the permission by the groups that the person is in, whether it counts or not.',
  })
  paths!: readonly AccessPath[]

  @Field(() => [Group], {
    description: 'The person’s groups that grant it; empty when denied, and for a management token.',
  })
  grantedBy!: readonly Group[]

  @Field(() => [Group], {
    description: 'The built-in groups that would grant it; empty when allowed, and for a management token.',
  })
  wouldBeGrantedBy!: readonly Group[]

  @Field(() => String, { description: 'The decision and its reason as an English sentence.' })
  summary!: string
}

@InputType({
  description:
    'The environment that conditions of groups are held against. What is absent is as in the caller’s own request where the question is about the caller; otherwise as for somebody who sends no request now: without an address, and without a session.',
})
export class EnvironmentInput {
  @Field(() => String, { nullable: true, description: 'The address of the client: `192.0.2.7`, `2001:db8::7`.' })
  ip?: string | null

  @Field(() => DateTime, { nullable: true, description: 'The time; now when absent.' })
  at?: number | null

  @Field(() => CallerKind, { nullable: true, description: 'Whether the person asks, or a management token of theirs.' })
  caller?: CallerKind | null

  @Field(() => DateTime, { nullable: true, description: 'When the person signed in.' })
  authenticatedAt?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether they signed in with a second factor.' })
  mfa?: boolean | null
}

import { Field, ObjectType } from 'type-graphql'
import { Group } from '../groups/group.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'

@ObjectType({
  description: 'Whether the person or token has a permission, and which groups grant it.',
  simpleResolvers: true,
})
export class AccessDecision {
  @Field(() => PermissionEnum)
  permission!: Permission

  @Field(() => Boolean)
  allowed!: boolean

  @Field(() => [Group], {
    description: 'The person’s groups that grant it; empty when denied, and for a management token.',
  })
  grantedBy!: readonly Group[]

  @Field(() => [Group], {
    description: 'The groups that would grant it; empty when allowed, and for a management token.',
  })
  wouldBeGrantedBy!: readonly Group[]

  @Field(() => String, { description: 'The decision and its reason as an English sentence.' })
  summary!: string
}

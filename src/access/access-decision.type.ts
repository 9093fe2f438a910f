import { Field, ObjectType } from 'type-graphql'
import { Group } from '../groups/group.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'

@ObjectType({ description: 'The answer to: may this person do this, and why?', simpleResolvers: true })
export class AccessDecision {
  @Field(() => PermissionEnum)
  permission!: Permission

  @Field(() => Boolean)
  allowed!: boolean

  @Field(() => [Group], { description: 'The groups of the person that grant it; empty when denied.' })
  grantedBy!: readonly Group[]

  @Field(() => [Group], { description: 'The groups that would grant it; empty when allowed.' })
  wouldBeGrantedBy!: readonly Group[]

  @Field(() => String, { description: 'One sentence for people.' })
  summary!: string
}

import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'

@ObjectType({
  implements: Node,
  description: 'A named bundle of permissions. Admin, Member and Auditor are built in and cannot be changed.',
  simpleResolvers: true,
})
export class Group extends Node {
  @Field(() => String, { description: 'The group’s name for programs: `admin`, `member` or `auditor`.' })
  key!: string

  @Field(() => String)
  name!: string

  @Field(() => String)
  description!: string

  @Field(() => Boolean)
  builtIn!: boolean

  @Field(() => [PermissionEnum])
  permissions!: readonly Permission[]

  /** Of a custom group, its conditions and grants as they are stored. */
  definition!: string | null
}

export const GroupConnection = connectionOf('Group', () => Group)

import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  implements: Node,
  description: 'A customer of the gateway: it owns clusters, groups, people, invitations and management tokens.',
  simpleResolvers: true,
})
export class Account extends Node {
  @Field(() => String)
  name!: string

  @Field(() => DateTime)
  createdAt!: number
}

import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  implements: Node,
  description: 'The customer’s container: it owns clusters, people, invitations and management tokens.',
  simpleResolvers: true,
})
export class Account extends Node {
  @Field(() => String)
  name!: string

  @Field(() => DateTime)
  createdAt!: number
}

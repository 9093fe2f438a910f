import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { BigIntScalar } from '../values/big-int.ts'
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

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'The `sequence` of the latest event of its audit log. Every change adds at least one event, and so do attempts that were refused: as long as it stays the same, nobody has changed anything in the account.',
  })
  version!: number
}

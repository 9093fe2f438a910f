import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  implements: Node,
  description: 'A set of servers for one account; it owns databases and database tokens.',
  simpleResolvers: true,
})
export class Cluster extends Node {
  @Field(() => String)
  name!: string

  @Field(() => String, {
    description: 'Where data is written and queried, with a database token; empty until the operator has set it.',
  })
  url!: string

  @Field(() => DateTime)
  createdAt!: number
}

export const ClusterConnection = connectionOf('Cluster', () => Cluster)

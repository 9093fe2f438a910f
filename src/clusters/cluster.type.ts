import { Field, ObjectType } from 'type-graphql'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  implements: Node,
  description: 'A set of database servers that belongs to one account; it holds databases and database tokens.',
  simpleResolvers: true,
})
export class Cluster extends Node {
  @Field(() => String)
  name!: string

  @Field(() => String, {
    description:
      'The base URL for writes and queries, which need a database token; an empty string until the operator sets it.',
  })
  url!: string

  @Field(() => DateTime)
  createdAt!: number
}

export const ClusterConnection = connectionOf('Cluster', () => Cluster)

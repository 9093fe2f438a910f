import { ArgsType, type ClassType, Extensions, Field, Int, ObjectType } from 'type-graphql'

/** Marks types whose properties may be functions, which run when they are asked for. */
const Computed = () => Extensions({ isComputed: true })

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'The first 1 to 100 rows; 20 when neither is given.' })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Rows after this cursor.' })
  after?: string | null

  @Field(() => Int, { nullable: true, description: 'The last 1 to 100 rows.' })
  last?: number | null

  @Field(() => String, { nullable: true, description: 'Rows before this cursor.' })
  before?: string | null
}

@Computed()
@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether rows follow; known when reading forward.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether rows precede; known when reading backward.' })
  hasPreviousPage!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first row of the page; null when it is empty.',
  })
  startCursor!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last row of the page; null when it is empty.',
  })
  endCursor!: string | null
}

/** The connection type of a node type, and with it the type of its edges. */
export function connectionOf<Node extends object>(name: string, nodeType: () => ClassType<Node>): ClassType {
  @Computed()
  @ObjectType(`${name}Edge`, { description: `One row of a ${name}Connection.`, simpleResolvers: true })
  class Edge {
    @Field(() => nodeType())
    node!: Node

    @Field(() => String, { description: 'Where this row stands in this order; opaque.' })
    cursor!: string
  }

  @Computed()
  @ObjectType(`${name}Connection`, { description: 'A page of a list, in the list’s order.', simpleResolvers: true })
  class Connection {
    @Field(() => [Edge])
    edges!: Edge[]

    @Field(() => [nodeType()], { description: 'The rows without their cursors.' })
    nodes!: Node[]

    @Field(() => PageInfo)
    pageInfo!: PageInfo

    @Field(() => Int, {
      nullable: true,
      description: 'Rows in the whole list, with the filter applied. Costs one more count.',
    })
    totalCount!: number | null
  }

  return Connection
}

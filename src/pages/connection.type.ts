import { ArgsType, type ClassType, Extensions, Field, Int, ObjectType } from 'type-graphql'

/** Marks types whose properties may be functions, which run only when their field is selected. */
const Computed = () => Extensions({ isComputed: true })

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'The number of rows from the start of the list, or after `after`: 1 to 100; 20 when neither `first` nor `last` is given.',
  })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Only rows after this cursor.' })
  after?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'The number of rows from the end of the list, or before `before`: 1 to 100.',
  })
  last?: number | null

  @Field(() => String, { nullable: true, description: 'Only rows before this cursor.' })
  before?: string | null
}

@Computed()
@ObjectType({ description: 'The position of a page in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, {
    description:
      'Whether rows follow this page. Exact when reading forward; backward, true when a `before` cursor was given.',
  })
  hasNextPage!: boolean

  @Field(() => Boolean, {
    description:
      'Whether rows precede this page. Exact when reading backward; forward, true when an `after` cursor was given.',
  })
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

    @Field(() => String, { description: 'The position of this row in this order, for `after` and `before`; opaque.' })
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
      description: 'The number of rows in the whole list that match the filter. Selecting it costs one more statement.',
    })
    totalCount!: number | null
  }

  return Connection
}

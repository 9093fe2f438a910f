import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../requests/request-context.ts'
import { parseList } from '../values/text.ts'
import { Node } from './node.type.ts'
import type { VisibleNodes } from './visible-nodes.ts'

@Resolver()
export class NodeResolver {
  constructor(private readonly visible: VisibleNodes) {}

  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when it does not exist or is not visible to the caller.',
  })
  async node(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Node | null> {
    return this.visible.load(context, id)
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description:
      'Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller.',
  })
  async nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: RequestContext): Promise<(Node | null)[]> {
    parseList(ids, 'ids', 'ids', 0)
    return Promise.all(ids.map((id) => this.visible.load(context, id)))
  }
}

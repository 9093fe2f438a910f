import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { SignedIn } from '../auth/caller.ts'
import { maySee } from '../policy/decide.ts'
import { inOrder, type RequestContext } from '../requests/request-context.ts'
import type { Source } from '../requests/source.ts'
import { type IdKind, kindOfId } from '../values/id.ts'
import { parseList } from '../values/text.ts'
import { Node, nodeTypes } from './node.type.ts'

/** Finds objects of one kind by their ids, within the caller's account. */
export interface NodeSource {
  /** The id of the user who owns an object, for types that owners may see without the permission. */
  ownerOf?(object: Node): string | undefined
  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Node[]>
}

export type NodeSources = Partial<Record<IdKind, NodeSource>>

@Resolver()
export class NodeResolver {
  constructor(private readonly sources: NodeSources) {}

  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when it does not exist or is not visible to the caller.',
  })
  async node(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Node | null> {
    return this.#load(context, id)
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description:
      'Objects by their ids, at most 100, in the order of `ids`; null for each that does not exist or is not visible to the caller.',
  })
  async nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: RequestContext): Promise<(Node | null)[]> {
    parseList(ids, 'ids', 'ids', 0)
    return Promise.all(ids.map((id) => this.#load(context, id)))
  }

  /** Loads ids of one kind together, so that each kind takes one statement. */
  async #load(context: RequestContext, id: string): Promise<Node | null> {
    const kind = kindOfId(id)
    const source = kind && this.sources[kind]
    if (!kind || !source) return null
    const typeName = nodeTypes[kind] as string
    const visible: Source<Node | null> = {
      name: `node ${kind}`,
      load: async (caller, ids) => {
        const found = await source.findMany(caller, ids)
        return inOrder(
          ids,
          found.filter((object) => maySee(caller, typeName, source.ownerOf?.(object))),
        )
      },
    }
    return context.loader(visible, {}).load(id)
  }
}

import type { SignedIn } from '../auth/caller.ts'
import { maySee } from '../policy/decide.ts'
import { inOrder, type RequestContext } from '../requests/request-context.ts'
import type { Source } from '../requests/source.ts'
import { type IdKind, kindOfId } from '../values/id.ts'
import { type Node, nodeTypes } from './node.type.ts'

/** Finds objects of one kind by their ids, within the caller's account. */
export interface NodeSource {
  /** The id of the user who owns an object, for types that owners may see without the permission. */
  ownerOf?(object: Node): string | undefined
  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Node[]>
}

export type NodeSources = Partial<Record<IdKind, NodeSource>>

/** Objects of any kind by their ids, as far as the caller may see them. */
export class VisibleNodes {
  constructor(private readonly sources: NodeSources) {}

  /**
   * Null for an object that does not exist or is not visible to the caller. Ids of one kind are loaded together, so that
   * each kind takes one statement.
   */
  async load(context: RequestContext, id: string): Promise<Node | null> {
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

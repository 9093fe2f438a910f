import type { SignedIn } from '../auth/caller.ts'
import { inOrder, type RequestContext } from './request-context.ts'
import type { Source } from './source.ts'

/**
 * A field that hangs on the objects of a level, and is loaded for all of them together. It is the field's resolver,
 * declared by `RelationField` and named by its coordinate. An object without a key has null.
 */
export class Relation<Parent, Value, Args extends object = object, Loaded = Value> {
  private readonly source: Source<Loaded, Args>

  constructor(
    readonly coordinate: string,
    source: Source<Loaded, Args> | Source<Loaded, Args>['load'],
    private readonly keyOf: (parent: Parent) => string | null,
    /** What is shown of what is loaded, where it is not the same. */
    private readonly view?: (loaded: Loaded) => Value,
  ) {
    this.source = typeof source === 'function' ? { name: coordinate, load: source } : source
  }

  /** Objects that ask within one turn of the event loop are loaded together. */
  readonly resolve = (parent: Parent, args: Args, context: RequestContext): Promise<Value> | null => {
    const key = this.keyOf(parent)
    if (key === null) return null
    const loaded = context.loader(this.source, args).load(key)
    return this.view ? loaded.then(this.view) : (loaded as Promise<unknown> as Promise<Value>)
  }
}

interface Finder<Value> {
  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Value[]>
}

/** The things of one kind by their ids; null for those that are not there. */
export const byId = <Value extends { readonly id: string }>(
  name: string,
  finder: Finder<Value>,
): Source<Value | null> => ({
  name,
  load: async (caller, ids) => inOrder(ids, await finder.findMany(caller, ids)),
})

import type { SignedIn } from '../auth/caller.ts'
import { inOrder, type RequestContext } from './request-context.ts'
import type { Source } from './source.ts'

/**
 * The resolver of a field that is loaded for all objects of a level together, so that a list costs one statement and
 * not one per row. Declared by `RelationField`; `coordinate` names its field, such as `User.groups`. An object without
 * a key has null.
 */
export class Relation<Parent, Value, Args extends object = object, Loaded = Value> {
  private readonly source: Source<Loaded, Args>

  constructor(
    readonly coordinate: string,
    source: Source<Loaded, Args> | Source<Loaded, Args>['load'],
    private readonly keyOf: (parent: Parent) => string | null,
    /** Turns the loaded value into the value of the field, where the two differ. */
    private readonly view?: (loaded: Loaded) => Value,
  ) {
    this.source = typeof source === 'function' ? { name: coordinate, load: source } : source
  }

  /** Keys that are requested within one turn of the event loop are loaded together. */
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

/** A source of objects by their ids; null for an id that does not exist. */
export const byId = <Value extends { readonly id: string }>(
  name: string,
  finder: Finder<Value>,
): Source<Value | null> => ({
  name,
  load: async (caller, ids) => inOrder(ids, await finder.findMany(caller, ids)),
})

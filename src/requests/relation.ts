import type { SignedIn } from '../auth/caller.ts'
import { inOrder, type RequestContext } from './request-context.ts'

/** Where things are loaded from, many at once: one entry per key, in the order of the keys. */
export interface Source<Value, Args extends object = object> {
  /** Sources of one name share what they have loaded in a request. */
  readonly name: string
  load(caller: SignedIn, keys: readonly string[], args: Args): Promise<readonly Value[]>
}

/**
 * What hangs on the objects of a level, and is loaded for all of them together. Its coordinate names the field of the
 * schema that it stands behind. An object without a key has null.
 */
export class Relation<Parent, Value, Args extends object = object, Loaded = Value> {
  private readonly source: Source<Loaded, Args>

  constructor(
    readonly coordinate: string,
    source: Source<Loaded, Args> | Source<Loaded, Args>['load'],
    private readonly keyOf: (parent: Parent) => string | null,
    /** What is shown of what is loaded, where it is not the same. */
    private readonly view: (loaded: Loaded) => Value = (loaded) => loaded as unknown as Value,
  ) {
    this.source = typeof source === 'function' ? { name: coordinate, load: source } : source
  }

  /** For one object; those of a level that ask within one turn of the event loop are loaded together. */
  of(context: RequestContext, parent: Parent, args = {} as Args): Promise<Value | null> {
    const key = this.keyOf(parent)
    return key === null ? Promise.resolve(null) : context.loader(this.source, args).load(key).then(this.view)
  }

  /** For all objects of a level, in their order: with one promise for all of them, or none when all is known. */
  ofAll(
    context: RequestContext,
    parents: readonly Parent[],
    args = {} as Args,
  ): readonly (Value | null)[] | Promise<readonly (Value | null)[]> {
    const keys = parents.map(this.keyOf)
    const wanted = new Set(keys)
    wanted.delete(null)
    const known = context.knownOf(this.source, args)
    const shown = () => keys.map((key) => (key === null ? null : this.view(known.get(key) as Loaded)))
    for (const key of wanted) {
      if (known.has(key as string)) wanted.delete(key)
    }
    return wanted.size === 0 ? shown() : context.loadAll(this.source, args, wanted as ReadonlySet<string>).then(shown)
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

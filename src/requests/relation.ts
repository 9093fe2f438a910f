import type { SignedIn } from '../auth/caller.ts'
import { refusalElsewhere } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
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
    private readonly view?: (loaded: Loaded, parent: Parent) => Value,
    /** What was read together with the parent, if it was. */
    private readonly found?: (parent: Parent) => Loaded | undefined,
  ) {
    this.source = typeof source === 'function' ? { name: coordinate, load: source } : source
  }

  /** Keys that are requested within one turn of the event loop are loaded together. */
  readonly resolve = (parent: Parent, args: Args, context: RequestContext): Promise<Value> | Value | null => {
    const found = this.found?.(parent)
    if (found !== undefined) return this.#see(found, parent)
    const key = this.keyOf(parent)
    if (key === null) return null
    const loaded = context.loader(this.source, args).load(key)
    return this.view ? loaded.then((value) => this.#see(value, parent)) : (loaded as Promise<unknown> as Promise<Value>)
  }

  #see(loaded: Loaded, parent: Parent): Value {
    return this.view ? this.view(loaded, parent) : (loaded as unknown as Value)
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

/**
 * The same for a field that is never null: an object is refused to a caller who may read others only. One who may read
 * all finds null where it is gone.
 */
export const byIdOrRefused = <Value extends { readonly id: string }>(
  name: string,
  finder: Finder<Value>,
  permission: Permission,
): Source<Value | null> => ({
  name,
  load: async (caller, ids) => {
    const missing = caller.scopes.has(permission) ? refusalElsewhere(permission) : null
    return inOrder(ids, await finder.findMany(caller, ids)).map((found) => found ?? missing)
  },
})

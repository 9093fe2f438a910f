import type { SignedIn } from '../auth/caller.ts'

/** Where things are loaded from, many at once: one entry per key, in the order of the keys. */
export interface Source<Value, Args extends object = object> {
  /** Sources of one name share what they have loaded in a request. */
  readonly name: string
  load(caller: SignedIn, keys: readonly string[], args: Args): Promise<readonly Value[]>
}

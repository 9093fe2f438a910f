import type { SignedIn } from '../auth/caller.ts'

/** The fields that an operation selects, by the names of their types. */
export type Selection = ReadonlyMap<string, ReadonlySet<string>>

/** A batch loader: answers with one value for each key, in the order of the keys, or with the error of a key. */
export interface Source<Value, Args extends object = object> {
  /** Sources of the same name share a DataLoader within a request. */
  readonly name: string
  load(
    caller: SignedIn,
    keys: readonly string[],
    args: Args,
    selection: Selection | undefined,
  ): Promise<readonly (Value | Error)[]>
}

import DataLoader from 'dataloader'
import type { Caller, SignedIn } from '../auth/caller.ts'
import { unauthenticated } from '../errors.ts'

/** The cookie of a browser's session, for those who sign in and out. */
export interface SessionCookie {
  set(secret: string, expiresAt: number): void
  clear(): void
}

type Load<T> = (caller: SignedIn, ids: readonly string[]) => Promise<readonly T[]>

/** One request: who is calling, and the loaders that live no longer than it does. */
export class RequestContext {
  // Apollo Server copies the context, which loses #private members.
  private current: Caller
  private readonly loaders = new Map<string, DataLoader<string, unknown>>()

  constructor(
    caller: Caller,
    readonly cookie: SessionCookie,
  ) {
    this.current = caller
  }

  get caller(): Caller {
    return this.current
  }

  /** The caller, once somebody is signed in; throws UNAUTHENTICATED. */
  get signedIn(): SignedIn {
    if (this.current.kind === 'anonymous') throw unauthenticated()
    return this.current
  }

  /** From here on the request is made by whoever has signed in with it. Nothing that was loaded before is kept. */
  become(caller: SignedIn): void {
    this.current = caller
    this.forgetLoaded()
  }

  /** What was loaded before a change may no longer be so. */
  forgetLoaded(): void {
    this.loaders.clear()
  }

  /**
   * The one loader of this request that is called `name`, for one set of arguments. What hangs on the objects of one
   * level is loaded together; `load` answers with one entry per id, in the order of the ids.
   */
  loader<T>(name: string, load: Load<T>, args: object = {}): DataLoader<string, T> {
    const key = `${name} ${JSON.stringify(args)}`
    const known = this.loaders.get(key)
    if (known) return known as DataLoader<string, T>
    const caller = this.signedIn
    const made = new DataLoader<string, T>((ids) => load(caller, ids))
    this.loaders.set(key, made as DataLoader<string, unknown>)
    return made
  }
}

/** One entry per id, in the order of the ids, as loaders must answer; null where there is none. */
export function inOrder<T extends { readonly id: string }>(ids: readonly string[], found: readonly T[]): (T | null)[] {
  const byId = new Map(found.map((one) => [one.id, one]))
  return ids.map((id) => byId.get(id) ?? null)
}

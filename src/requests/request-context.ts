import DataLoader from 'dataloader'
import type { OperationDefinitionNode } from 'graphql'
import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Device } from '../auth/keys.ts'
import type { Deadline } from '../deadline.ts'
import { type ClustergateError, unauthenticated } from '../errors.ts'
import type { Source } from './relation.ts'

/** The cookie of a browser's session, for those who sign in and out. */
export interface SessionCookie {
  set(secret: string, expiresAt: number): void
  clear(): void
}

/** The cookie that tells in which browser people have signed in before. */
export interface DeviceCookie {
  readonly known: readonly Device[]
  add(userId: string): void
}

export interface Cookies {
  readonly session: SessionCookie
  readonly devices: DeviceCookie
}

/** What the gateway lets a request do. */
export interface Passage {
  readonly deadline: Deadline
  /** Asked before an operation runs: why it may not. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined
}

/** What the log will tell of a request; whoever learns it writes it here. */
export interface Notes {
  operationName: string | undefined
}

/** One request: who is calling, and what was loaded, which lives no longer than it does. */
export class RequestContext {
  // Apollo Server copies the context, which loses #private members.
  private current: Caller
  private readonly loaders = new Map<string, DataLoader<string, unknown>>()
  private readonly loaded = new Map<string, Map<string, unknown>>()
  private readonly loading = new Map<string, Promise<unknown>>()

  constructor(
    caller: Caller,
    readonly cookies: Cookies,
    readonly passage: Passage,
    readonly notes: Notes,
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
    this.loaded.clear()
  }

  /** Makes known what need not be loaded. */
  prime<Value>(source: Source<Value>, key: string, value: Value): void {
    this.knownOf(source, {}).set(key, value)
    this.loaders.get(nameOf(source, {}))?.prime(key, value)
  }

  /** The one loader of this request for a source and one set of arguments. */
  loader<Value, Args extends object>(source: Source<Value, Args>, args: Args): DataLoader<string, Value> {
    const name = nameOf(source, args)
    let loader = this.loaders.get(name)
    if (!loader) {
      const caller = this.signedIn
      loader = new DataLoader<string, unknown>((keys) => source.load(caller, keys, args))
      for (const [key, value] of this.loaded.get(name) ?? []) loader.prime(key, value)
      this.loaders.set(name, loader)
    }
    return loader as DataLoader<string, Value>
  }

  /** Loads what is not known yet of many keys, at once. */
  async loadAll<Value, Args extends object>(
    source: Source<Value, Args>,
    args: Args,
    keys: ReadonlySet<string>,
  ): Promise<void> {
    const known = this.knownOf(source, args)
    const name = nameOf(source, args)
    // Fields side by side may want the same things: one loads them, the others find them.
    while (this.loading.has(name)) await this.loading.get(name)
    const missing = [...keys].filter((key) => !known.has(key))
    if (missing.length === 0) return
    const loading = source.load(this.signedIn, missing, args)
    this.loading.set(name, loading)
    try {
      const values = await loading
      for (const [at, key] of missing.entries()) known.set(key, values[at] as Value)
    } finally {
      this.loading.delete(name)
    }
  }

  /** What a source has loaded in this request, by key. */
  knownOf<Value, Args extends object>(source: Source<Value, Args>, args: Args): Map<string, Value> {
    const name = nameOf(source, args)
    let known = this.loaded.get(name)
    if (!known) {
      known = new Map()
      this.loaded.set(name, known)
    }
    return known as Map<string, Value>
  }
}

const nameOf = (source: { readonly name: string }, args: object): string => `${source.name} ${JSON.stringify(args)}`

/** One entry per id, in the order of the ids, as sources must answer; null where there is none. */
export function inOrder<T extends { readonly id: string }>(ids: readonly string[], found: readonly T[]): (T | null)[] {
  const byId = new Map(found.map((one) => [one.id, one]))
  return ids.map((id) => byId.get(id) ?? null)
}

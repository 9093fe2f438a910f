import DataLoader from 'dataloader'
import type { OperationDefinitionNode } from 'graphql'
import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Device } from '../auth/keys.ts'
import type { Deadline } from '../deadline.ts'
import { type ClustergateError, unauthenticated } from '../errors.ts'
import type { Source } from './source.ts'

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
export interface Admission {
  readonly deadline: Deadline
  /** Asked before an operation runs: why it may not. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined
}

/** What the log will tell of a request, as far as it is learned on the way to its answer. */
export interface RequestLog {
  operationName: string | undefined
}

/** One request: who is calling, and what was loaded, which lives no longer than it does. */
export class RequestContext {
  // Apollo Server copies the context, which loses #private members.
  private current: Caller
  private readonly loaders = new Map<string, DataLoader<string, unknown>>()

  constructor(
    caller: Caller,
    readonly cookies: Cookies,
    readonly admission: Admission,
    readonly log: RequestLog,
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

  /** Puts into a loader what need not be loaded. */
  prime<Value>(source: Source<Value>, key: string, value: Value): void {
    this.loader(source, {}).prime(key, value)
  }

  /** The one loader of this request for a source and one set of arguments. Throws UNAUTHENTICATED. */
  loader<Value, Args extends object>(source: Source<Value, Args>, args: Args): DataLoader<string, Value> {
    const name = nameOf(source, args)
    let loader = this.loaders.get(name)
    if (!loader) {
      const caller = this.signedIn
      loader = new DataLoader<string, unknown>((keys) => source.load(caller, keys, args))
      this.loaders.set(name, loader)
    }
    return loader as DataLoader<string, Value>
  }
}

const nameOf = (source: { readonly name: string }, args: object): string => `${source.name} ${JSON.stringify(args)}`

/** One entry per id, in the order of the ids, as sources must answer; null where there is none. */
export function inOrder<T extends { readonly id: string }>(ids: readonly string[], found: readonly T[]): (T | null)[] {
  const byId = new Map(found.map((one) => [one.id, one]))
  return ids.map((id) => byId.get(id) ?? null)
}

import DataLoader from 'dataloader'
import type { OperationDefinitionNode } from 'graphql'
import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Device } from '../auth/keys.ts'
import type { Deadline } from '../deadline.ts'
import { type ClustergateError, unauthenticated } from '../errors.ts'
import type { Selection, Source } from './source.ts'

/** The cookie that holds the secret of a browser's session. */
export interface SessionCookie {
  set(secret: string, expiresAt: number): void
  clear(): void
}

/** The cookie that lists the users who have signed in with this browser before. */
export interface DeviceCookie {
  readonly known: readonly Device[]
  add(userId: string): void
}

export interface Cookies {
  readonly session: SessionCookie
  readonly devices: DeviceCookie
}

/** The limits that the gateway sets for one request. */
export interface Admission {
  readonly deadline: Deadline
  /** Called before an operation runs: the error that refuses it, or undefined. */
  refusalOf(operation: OperationDefinitionNode, cost: number): ClustergateError | undefined
}

/** The fields of a request's log line that become known while it is answered. */
export interface RequestLog {
  operationName: string | undefined
  /** `query` or `mutation`. */
  operationType: string | undefined
  /** The names of its root fields, separated by commas. */
  fields: string | undefined
  /** In points, whether they were taken or not. */
  cost: number | undefined
  /** Whether its mutations are only rehearsed. */
  isDryRun: boolean
}

/** The context of one request: its caller, cookies and limits, and its DataLoaders, which no other request shares. */
export class RequestContext {
  // Apollo Server copies the context, which loses #private members.
  private current: Caller
  private readonly loaders = new Map<string, DataLoader<string, unknown>>()
  /** What the operation selects, once a plan knows it; lists read no other columns. */
  selection: Selection | undefined

  constructor(
    caller: Caller,
    private readonly given: Cookies,
    readonly admission: Admission,
    readonly log: RequestLog,
  ) {
    this.current = caller
  }

  get caller(): Caller {
    return this.current
  }

  /** The cookies; in a rehearsal they can only be read. */
  get cookies(): Cookies {
    return this.current.origin.rehearsal ? unchangeable(this.given) : this.given
  }

  /** The authenticated caller; throws UNAUTHENTICATED for an anonymous one. */
  get signedIn(): SignedIn {
    if (this.current.kind === 'anonymous') throw unauthenticated()
    return this.current
  }

  /** Continues the request as the caller who has just signed in, and drops all loaded values. */
  become(caller: SignedIn): void {
    this.current = caller
    this.forgetLoaded()
  }

  /** Drops all loaded values, which a change may have made stale. */
  forgetLoaded(): void {
    this.loaders.clear()
  }

  /** Puts a value that is already known into a loader. */
  prime<Value>(source: Source<Value>, key: string, value: Value): void {
    this.loader(source, {}).prime(key, value)
  }

  /** The request's DataLoader for a source and its arguments. Throws UNAUTHENTICATED. */
  loader<Value, Args extends object>(source: Source<Value, Args>, args: Args): DataLoader<string, Value> {
    const name = nameOf(source, args)
    let loader = this.loaders.get(name)
    if (!loader) {
      const caller = this.signedIn
      loader = new DataLoader<string, unknown>((keys) => source.load(caller, keys, args, this.selection))
      this.loaders.set(name, loader)
    }
    return loader as DataLoader<string, Value>
  }
}

const unchangeable = ({ devices }: Cookies): Cookies => ({
  session: { set: () => {}, clear: () => {} },
  devices: { known: devices.known, add: () => {} },
})

const nameOf = ({ name }: { readonly name: string }, args: object): string =>
  Object.keys(args).length === 0 ? name : `${name} ${JSON.stringify(args)}`

/** Puts found rows into the order of the ids, as a `Source` must answer; null for an id without a row. */
export function inOrder<T extends { readonly id: string }>(ids: readonly string[], found: readonly T[]): (T | null)[] {
  const byId = new Map(found.map((one) => [one.id, one]))
  return ids.map((id) => byId.get(id) ?? null)
}

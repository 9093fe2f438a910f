import type { DryRun } from './dry-run.ts'
import type { Signal } from './platform.ts'
import type { DocumentTypeDecoration } from './typed-document.ts'

/** The method of one operation; for an operation with a list, also `all`, which reads every page. */
export type Method<Result, Variables> = [NodeOf<Result>] extends [never]
  ? Call<Result, Variables>
  : Call<Result, Variables> & List<Result, Variables>

/** The method of a mutation, which may be rehearsed. */
export interface MutationMethod<Result, Variables> {
  /** Changes nothing: answers with what would be answered, and with what would happen as `dryRun`. */
  (variables: Variables, options: DryRunOptions): Promise<WithDryRun<Result>>
  (...given: Given<Variables, CallOptions>): Promise<Result>
}

/** The options of a call that is only rehearsed: it takes no key, because nothing is kept of it. */
export interface DryRunOptions extends Pick<CallOptions, 'signal'> {
  readonly dryRun: true
}

/** The answer to a rehearsal. */
export type WithDryRun<Result> = Result & { readonly dryRun: DryRun<Extract<keyof Result, string>> }

/** Returns the complete data, or throws ClustergateError. */
type Call<Result, Variables> = (...given: Given<Variables, CallOptions>) => Promise<Result>

interface List<Result, Variables> {
  /** All nodes of the list; each page is requested when iteration reaches it. */
  all(...given: Given<ListVariables<Variables>, ListOptions>): AsyncGenerator<NodeOf<Result>, void, undefined>
}

/** The text of one named operation, with the types of its variables and its result. */
export interface OperationDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string
}

export interface CallOptions {
  /** Aborts the call, which then throws ABORTED. */
  readonly signal?: Signal | undefined
  /**
   * The key to send a mutation under: 8 to 64 letters, digits, `-` and `_`. A later call with the same key and the same
   * variables, within a day, is answered from this one.
   */
  readonly idempotencyKey?: string | undefined
  /** Whether to send a mutation under a key made for this call; as the client does when absent. */
  readonly idempotent?: boolean | undefined
}

/** The arguments of a call: variables may be left out when none is required. */
export type Given<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options]

/** Sends an operation to the gateway. Returns the complete data, or throws ClustergateError. */
export interface Send {
  /** Only rehearses a mutation, as its method does. Throws BAD_INPUT for a query. */
  <Result, Variables>(
    document: OperationDocument<Result, Variables>,
    variables: Variables,
    options: DryRunOptions,
  ): Promise<WithDryRun<Result>>
  <Result, Variables>(
    document: OperationDocument<Result, Variables>,
    ...given: Given<Variables, CallOptions>
  ): Promise<Result>
}

export interface ListOptions extends Pick<CallOptions, 'signal'> {
  /** The number of nodes per request: 1 to 100, 100 when absent. */
  readonly pageSize?: number | undefined
}

/** The node type of the connection in a result, at any depth; never without one. */
export type NodeOf<Result> =
  Result extends Page<infer Node>
    ? Node
    : Result extends readonly unknown[]
      ? never
      : Result extends object
        ? { [Key in keyof Result]-?: NodeOf<Result[Key]> }[keyof Result]
        : never

/** The variables without those that choose a page, as `all` reads every page. */
export type ListVariables<Variables> = Omit<Variables, 'first' | 'after' | 'last' | 'before' | 'withTotalCount'>

export interface Page<Node> {
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

import type { Signal } from './platform.ts'
import type { DocumentTypeDecoration } from './typed-document.ts'

/** How the client asks for one operation; where the answer has a list, also for all of its pages. */
export type Method<Result, Variables> = [NodeOf<Result>] extends [never]
  ? Call<Result, Variables>
  : Call<Result, Variables> & List<Result, Variables>

/** Answers with all of the data, or throws ClustergateError. */
type Call<Result, Variables> = (...given: Given<Variables, CallOptions>) => Promise<Result>

interface List<Result, Variables> {
  /** All nodes of the list, asked for page by page as they are taken. */
  all(...given: Given<ListVariables<Variables>, ListOptions>): AsyncGenerator<NodeOf<Result>, void, undefined>
}

/** The text of one named operation, with the types of what it takes and gives. */
export interface OperationDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string
}

export interface CallOptions {
  /** Ends the call, which then throws ABORTED. */
  readonly signal?: Signal | undefined
}

/** Variables may be left out where none is required. */
export type Given<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options]

/** Asks the gateway; answers with all of the data, or throws ClustergateError. */
export type Send = <Result, Variables>(
  document: OperationDocument<Result, Variables>,
  ...given: Given<Variables, CallOptions>
) => Promise<Result>

export interface ListOptions extends CallOptions {
  /** How many nodes a request asks for: 1 to 100, 100 when absent. */
  readonly pageSize?: number | undefined
}

/** The nodes of the one connection that an answer has at any depth; never where it has none. */
export type NodeOf<Result> =
  Result extends Page<infer Node>
    ? Node
    : Result extends readonly unknown[]
      ? never
      : Result extends object
        ? { [Key in keyof Result]-?: NodeOf<Result[Key]> }[keyof Result]
        : never

/** What asks for one page rather than another is no question to those who get all of them. */
export type ListVariables<Variables> = Omit<Variables, 'first' | 'after' | 'last' | 'before' | 'withTotalCount'>

export interface Page<Node> {
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

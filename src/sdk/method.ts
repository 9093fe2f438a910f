import type { ListOptions, ListVariables, NodeOf } from './nodes.ts'
import type { CallOptions, Given } from './send.ts'

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

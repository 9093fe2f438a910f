import * as generated from './generated.ts'
import { type ListOptions, type ListVariables, type NodeOf, nodesOf } from './nodes.ts'
import type { ClientOptions } from './options.ts'
import { type CallOptions, createSender, type Given, type OperationDocument } from './send.ts'

type Generated = typeof generated

/** One method for each operation of the gateway, called as the operation is. */
export type Client = {
  readonly [Name in keyof Generated as Name extends `${infer Operation}Document`
    ? Uncapitalize<Operation>
    : never]: Generated[Name] extends OperationDocument<infer Result, infer Variables>
    ? Method<Result, Variables>
    : never
}

type Method<Result, Variables> = [NodeOf<Result>] extends [never]
  ? Call<Result, Variables>
  : Call<Result, Variables> & List<Result, Variables>

/** Answers with all of the data, or throws ClustergateError. */
type Call<Result, Variables> = (...given: Given<Variables, CallOptions>) => Promise<Result>

interface List<Result, Variables> {
  /** All nodes of the list, asked for page by page as they are taken. */
  all(...given: Given<ListVariables<Variables>, ListOptions>): AsyncGenerator<NodeOf<Result>, void, undefined>
}

/** A client with all operations. Throws BAD_INPUT for options that cannot be right. */
export function createClient(options: ClientOptions): Client {
  const send = createSender(options)
  const methods = Object.entries(generated).flatMap(([name, document]) => {
    if (!name.endsWith('Document')) return []
    const call = (...given: Given<object, CallOptions>) =>
      send(document as OperationDocument<unknown, object>, ...given)
    const all = (...given: Given<object, ListOptions>) =>
      nodesOf(send, document as OperationDocument<unknown, object>, ...given)
    const method = /\bpageInfo\b/.test(String(document)) ? Object.assign(call, { all }) : call
    return [[`${name[0]?.toLowerCase()}${name.slice(1, -'Document'.length)}`, method]]
  })
  return Object.fromEntries(methods) as Client
}

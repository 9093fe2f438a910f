import type { Client } from './generated.ts'
import * as generated from './generated.ts'
import type { CallOptions, Given, ListOptions, OperationDocument } from './method.ts'
import { nodesOf } from './nodes.ts'
import type { ClientOptions } from './options.ts'
import { createSender } from './send.ts'

/** A client with a method for each operation. Throws BAD_INPUT for invalid options. */
export function createClient(options: ClientOptions): Client {
  const send = createSender(options)
  const methods = Object.entries(generated).flatMap(([name, document]) => {
    if (!name.endsWith('Document')) return []
    const call = (...given: Given<object, CallOptions>) =>
      send(document as OperationDocument<unknown, object>, ...given)
    const all = (...given: Given<object, ListOptions>) =>
      nodesOf(send, document as OperationDocument<unknown, object>, ...given)
    const method = /\bendCursor\b/.test(String(document)) ? Object.assign(call, { all }) : call
    return [[`${name[0]?.toLowerCase()}${name.slice(1, -'Document'.length)}`, method]]
  })
  return Object.fromEntries(methods) as Client
}

import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'

/** What becomes of a call. */
export type Fate =
  | 'ANSWERED'
  /** It reaches the cluster, which does it; the connection breaks before the answer. */
  | 'ANSWER_LOST'
  /** The connection breaks before it reaches the cluster. */
  | 'REQUEST_LOST'
  /** It does not reach the cluster, and the connection stays open. */
  | 'UNANSWERED'

export interface ProxiedCall {
  /** Counts from 1, since the proxy was opened or `forget` was called. */
  readonly number: number
  readonly method: string
  readonly path: string
  readonly body: string
}

/** A way to a cluster over HTTP on which calls can be lost. */
export interface LossyProxy {
  readonly url: string
  /** All calls that have arrived since it was opened, or `forget` was called. */
  readonly calls: readonly ProxiedCall[]
  /** Decides from now on; without it every call is answered. */
  decide(fate?: (call: ProxiedCall) => Fate | Promise<Fate>): void
  /** Forgets the calls, and counts from 1 again. */
  forget(): void
  /** Refuses connections until `accept`. */
  refuse(): Promise<void>
  accept(): Promise<void>
  close(): Promise<void>
}

/** Opens a proxy to the cluster at `target`, such as `http://127.0.0.1:8086`. */
export async function openLossyProxy(target: string): Promise<LossyProxy> {
  let calls: ProxiedCall[] = []
  const answered = () => 'ANSWERED' as const
  let decide: (call: ProxiedCall) => Fate | Promise<Fate> = answered
  const agent = new Agent({ keepAlive: true })

  const pass = async (call: ProxiedCall, asked: IncomingMessage): Promise<readonly [IncomingMessage, string]> => {
    const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = asked.headers
    const sent = request(target + call.path, { method: call.method, headers, agent, insecureHTTPParser: true })
    sent.end(call.body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return [answer, await textOf(answer)]
  }
  const serve = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(asked)
    const call = { number: calls.length + 1, method: asked.method ?? '', path: asked.url ?? '', body }
    calls.push(call)
    const fate = await decide(call)
    if (fate === 'UNANSWERED') return
    if (fate === 'REQUEST_LOST') return void asked.socket.destroy()
    const [answer, text] = await pass(call, asked)
    if (fate === 'ANSWER_LOST') return void asked.socket.destroy()
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = answer.headers
    response.writeHead(answer.statusCode ?? 0, headers).end(text)
  }
  const server = createServer((asked, response) => {
    // A cluster that is down, or a client that has gone, looks as it would without a proxy.
    serve(asked, response).catch(() => asked.socket.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const shut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    get calls() {
      return calls
    },
    decide(fate = answered) {
      decide = fate
    },
    forget() {
      calls = []
    },
    refuse: shut,
    async accept() {
      await once(server.listen(port, '127.0.0.1'), 'listening')
    },
    async close() {
      await shut()
      agent.destroy()
    },
  }
}

/** The fate of the call of one number, and no other. */
export const onlyCall =
  (number: number, fate: Fate) =>
  (call: ProxiedCall): Fate =>
    call.number === number ? fate : 'ANSWERED'

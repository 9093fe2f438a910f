import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { ClientOptions } from '../../src/sdk/index.ts'

/** What arrived at a network between the SDK and a gateway that is not there. */
export interface Network {
  readonly url: string
  readonly requests: {
    readonly path: string
    readonly headers: Readonly<Record<string, unknown>>
    readonly query: string
  }[]
}

/** Listens on a port, and treats each request by the next of the listeners; by the last one from then on. */
export async function networkOf(...listeners: readonly RequestListener[]): Promise<Network> {
  const { server, requests } = serverOf(listeners)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** As `networkOf`, on a port where nobody listens yet. */
export async function networkToCome(...listeners: readonly RequestListener[]) {
  const { server, requests } = serverOf(listeners)
  const port = await freePort()
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, requests, listen }
}

function serverOf(listeners: readonly RequestListener[]) {
  const requests: Network['requests'][number][] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests.push({ path: request.url ?? '', headers: request.headers, query: JSON.parse(body).query })
    listeners[Math.min(requests.length, listeners.length) - 1]?.(request, response)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, requests }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export const answer =
  (status: number, body: unknown = '', headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

/** Breaks the connection once the whole request has arrived. */
export const breakOff: RequestListener = (request) => request.socket.destroy()

/** Begins an answer, and breaks the connection in the middle of it. */
export const breakOffHalfway: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-length': 100 })
  response.write('{"data":', () => request.socket.destroy())
}

/** Takes the request, and never answers. */
export const staySilent: RequestListener = () => {}

/** Begins an answer, and never ends it. */
export const staySilentHalfway: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': 100 })
  response.write('{"data":')
}

/** A fetch that fails as Node.js does when no connection comes about, `times` times, and counts. */
export function unconnected(code: string, times = Number.POSITIVE_INFINITY) {
  const calls: string[] = []
  const fetch: ClientOptions['fetch'] = async (...request) => {
    calls.push(String(request[0]))
    if (calls.length > times) return globalThis.fetch(...request)
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('no connection'), { code }) })
  }
  return { fetch, calls }
}

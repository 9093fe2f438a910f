import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import { connectionLimits, openHttpServer } from './connections.ts'

const closeEveryMilliseconds = 50

/** A server on a port of its own beside the public one, with the same limits of connections; `options` take precedence. */
export class SideListener {
  readonly #server: Server
  #isDraining = false

  constructor(
    serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
    options: ServerOptions = {},
  ) {
    this.#server = openHttpServer((request, response) => {
      if (this.#isDraining) response.setHeader('connection', 'close')
      void serve(request, response)
    }, options)
  }

  /** Answers with the port. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen({ port, host, backlog: connectionLimits.connections }, () => resolve())
    })
    return (this.#server.address() as { port: number }).port
  }

  /** Lets running requests finish within a time limit, and closes all connections. */
  async drain(milliseconds: number): Promise<void> {
    this.#isDraining = true
    const server = this.#server
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
    // A request that began before may leave its connection open.
    const closing = setInterval(() => server.closeIdleConnections(), closeEveryMilliseconds)
    const limit = setTimeout(() => server.closeAllConnections(), milliseconds)
    await closed
    clearInterval(closing)
    clearTimeout(limit)
  }
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network between a store and its PostgreSQL. */
export interface Network {
  /** The server's address by way of this network. */
  readonly url: string
  /** From now on nothing gets through on the connections that are open; new ones work. */
  stall(): void
  /** Lets through what was held up. */
  heal(): void
  close(): void
}

export async function networkTo(databaseUrl: string): Promise<Network> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const stalled = new Set<Socket>()
  let held: (() => void)[] = []
  const pass = (socket: Socket, send: () => void) => {
    if (stalled.has(socket)) held.push(send)
    else send()
  }
  const join = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on('data', (bytes) => pass(from, () => to.write(bytes)))
    from.on('close', () => pass(from, () => to.end()))
    // A broken connection closes as well.
    from.on('error', () => {})
  }
  const server = createServer((near) => {
    const far = connect(Number(port || 5432), hostname)
    join(near, far)
    join(far, near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    stall() {
      for (const socket of sockets) stalled.add(socket)
    },
    heal() {
      stalled.clear()
      for (const send of held) send()
      held = []
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

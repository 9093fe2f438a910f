import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network between a store and its PostgreSQL. */
export interface Network {
  /** The server's address by way of this network. */
  readonly url: string
  /** From now on nothing gets through on the connections that are open; new ones work. */
  stall(): void
  /** From now on each commit breaks its connection: before it reaches the server, or in place of the answer. */
  cutCommits(at: 'request' | 'answer'): void
  /** Lets through what was held up, and commits. */
  heal(): void
  close(): void
}

const commit = Buffer.from('commit\0')

export async function networkTo(databaseUrl: string): Promise<Network> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const stalled = new Set<Socket>()
  let held: (() => void)[] = []
  let cut: 'request' | 'answer' | undefined
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
    near.on('data', (bytes) => {
      if (cut === undefined || !bytes.includes(commit)) return
      if (cut === 'request') far.destroy()
      else far.removeAllListeners('data').once('data', () => far.destroy())
    })
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
    cutCommits(at) {
      cut = at
    },
    heal() {
      cut = undefined
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

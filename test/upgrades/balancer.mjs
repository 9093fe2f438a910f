import { Agent, createServer, request } from 'node:http'

const lookMilliseconds = 100

/**
 * A balancer, as it stands before several gateways: it hands requests on in turn to those whose `/readyz` says 200, and
 * to another one where no connection comes about. It counts what gateways refuse, and repeats nothing else.
 */
export async function openBalancer() {
  const backends = new Map()
  const counts = { requests: 0, refused: {}, broken: 0, without: 0 }
  let turn = 0
  const timer = setInterval(() => {
    for (const backend of backends.values()) void look(backend)
  }, lookMilliseconds)
  const server = createServer((incoming, outgoing) => {
    const parts = []
    incoming.on('data', (part) => parts.push(part))
    incoming.on('end', () => {
      counts.requests++
      const ready = [...backends.values()].filter(({ isReady }) => isReady)
      turn++
      forward(incoming, Buffer.concat(parts), outgoing, [
        ...ready.slice(turn % ready.length),
        ...ready.slice(0, turn % ready.length),
      ])
    })
  })

  function forward({ method, url, headers }, body, outgoing, [backend, ...others]) {
    if (!backend) {
      counts.without++
      outgoing.writeHead(503).end()
      return
    }
    const { port, agent } = backend
    let isConnected = false
    const sent = request({ port, agent, method, path: url, headers }, (answer) => {
      const answered = []
      answer.on('data', (part) => answered.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(answered)
        note(answer.statusCode, text.toString())
        outgoing.writeHead(answer.statusCode, { ...answer.headers, connection: 'keep-alive' }).end(text)
      })
      answer.on('error', () => outgoing.destroy())
    })
    sent.on('socket', (socket) => {
      isConnected = !socket.connecting
      if (!isConnected) socket.once('connect', () => (isConnected = true))
    })
    sent.on('error', () => {
      if (!isConnected) return forward({ method, url, headers }, body, outgoing, others)
      counts.broken++
      outgoing.destroy()
    })
    sent.end(body)
  }

  function note(status, text) {
    const code = /"code":"([A-Z_]+)"/.exec(text)?.[1]
    if (status < 400 && code === undefined) return
    const name = `${status} ${code ?? ''}`.trim()
    counts.refused[name] = (counts.refused[name] ?? 0) + 1
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts,
    /** Takes a gateway in, and waits until it is ready. */
    async add(name, port) {
      const backend = { port, agent: new Agent({ keepAlive: true }), isReady: false }
      backends.set(name, backend)
      while (!backend.isReady) await look(backend)
    },
    remove: (name) => backends.delete(name),
    async close() {
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function look(backend) {
  const answer = await fetch(`http://127.0.0.1:${backend.port}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => undefined,
  )
  await answer?.body?.cancel()
  backend.isReady = answer?.ok === true
}

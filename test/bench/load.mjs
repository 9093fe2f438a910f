import { Client } from 'undici'

/** The middle, or another part, of a list of numbers. */
export function quantile(numbers, part = 0.5) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const connectionsMax = 8

/** Keep-alive connections to a server, each with one request under way at a time. */
export function openConnections(port, count = connectionsMax) {
  const options = { pipelining: 1, bodyTimeout: 60_000, headersTimeout: 60_000 }
  return Array.from({ length: count }, () => new Client(`http://127.0.0.1:${port}`, options))
}

/** Sends one request and answers with its status and text; throws for anything but 200 and JSON. */
export async function ask(client, { headers, body }) {
  const answer = await client.request({ method: 'POST', path: '/graphql', headers, body })
  const text = await answer.body.text()
  if (answer.statusCode !== 200) throw new Error(`Answered with ${answer.statusCode}: ${text.slice(0, 500)}`)
  return text
}

/** The same without keeping the body: answers with its length. */
const time = (client, { method = 'POST', path = '/graphql', headers, body, status: expected = 200 }) =>
  new Promise((resolve, reject) => {
    let status = 0
    let length = 0
    client.dispatch(
      { method, path, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = statusCode
        },
        onResponseData(_controller, chunk) {
          length += chunk.length
        },
        onResponseEnd() {
          if (status === expected) resolve(length)
          else reject(new Error(`Answered with ${status}.`))
        },
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })

/**
 * Keeps all connections busy until the time is over or the requests are used up. `nextRequest` answers with a request,
 * or undefined when there are no more; every answer must have the length that `expectedLength` says, if it says one.
 */
export async function load(server, clients, nextRequest, { milliseconds = Number.POSITIVE_INFINITY, expectedLength }) {
  const latencies = []
  const cpuBefore = server.cpuSeconds()
  const startedAt = performance.now()
  const endAt = startedAt + milliseconds
  const work = async (client) => {
    for (let now = performance.now(); now < endAt; ) {
      const request = nextRequest()
      if (!request) return
      const length = await time(client, request)
      const after = performance.now()
      if (expectedLength !== undefined && length !== expectedLength) {
        throw new Error(`${server.name} answered with ${length} bytes instead of ${expectedLength}.`)
      }
      latencies.push(after - now)
      now = after
    }
  }
  await Promise.all(clients.map(work))
  const seconds = (performance.now() - startedAt) / 1000
  const cpu = server.cpuSeconds() - cpuBefore
  const count = latencies.length
  return {
    count,
    perSecond: count / seconds,
    secondsPerRequest: seconds / count,
    cpuPerRequest: cpu / count,
    p50: quantile(latencies),
    p99: quantile(latencies, 0.99),
  }
}

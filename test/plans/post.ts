import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

export interface Posted {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Raw {
  readonly method: string
  /** As it stands in the first line of the request. */
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body?: string | Buffer | undefined
}

const agent = new Agent({ keepAlive: true })
const waitMilliseconds = 10_000

/** Sends a body as JSON. */
export function post(url: string, token: string | undefined, body: object): Promise<Posted> {
  const sent = JSON.stringify(body)
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(sent),
    ...(token && { authorization: `Bearer ${token}` }),
  }
  return sendRaw(url, { method: 'POST', path: new URL(url).pathname, headers, body: sent })
}

/** Sends a request as it is. Makes one promise, and leaves the rest to callbacks, so that a test can count the gateway's. */
export function sendRaw(url: string, { method, path, headers, body }: Raw): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, path, agent, headers, timeout: waitMilliseconds }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers, text: Buffer.concat(parts).toString() })
      })
    })
    asked.on('timeout', () => asked.destroy(new Error('The gateway did not answer in time.')))
    asked.on('error', reject)
    asked.end(body)
  })
}

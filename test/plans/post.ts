import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Posted {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const agent = new Agent({ keepAlive: true })
const waitMilliseconds = 10_000

/** Sends a body as JSON. Makes one promise, and leaves the rest to callbacks, so that a test can count the gateway's. */
export function post(url: string, token: string | undefined, body: object): Promise<Posted> {
  const sent = JSON.stringify(body)
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(sent),
    ...(token && { authorization: `Bearer ${token}` }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers, timeout: waitMilliseconds }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers, text: Buffer.concat(parts).toString() })
      })
    })
    asked.on('timeout', () => asked.destroy(new Error('The gateway did not answer in time.')))
    asked.on('error', reject)
    asked.end(sent)
  })
}

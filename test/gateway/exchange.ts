import { eventually, type TestGateway } from '../gateway.ts'

export interface Exchange {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly body: any
  /** The lines of the log that tell of this request. */
  readonly lines: readonly Record<string, unknown>[]
}

export interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string | undefined
}

/** One HTTP request as it is given, its answer, and what the log says of it. */
export async function exchange(gateway: TestGateway, sent: Sent): Promise<Exchange> {
  const { method = 'POST', path = '/graphql', headers = {}, body } = sent
  const response = await fetch(new URL(gateway.url).origin + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const requestId = response.headers.get('x-request-id')
  const linesOf = () => gateway.log.filter((line) => line['requestId'] === requestId)
  // The line is written once the answer is out.
  await eventually(() => linesOf().some(({ msg }) => msg === 'request'))
  return { status: response.status, headers: response.headers, text, body: parse(text), lines: linesOf() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const graphql = (query: string, variables?: unknown, token?: string): Sent => ({
  body: JSON.stringify({ query, variables }),
  ...(token && { headers: { authorization: `Bearer ${token}` } }),
})

import type { ServerResponse } from 'node:http'
import type { Allowed, Decision } from './decision.ts'

/** The challenge of every 401; no client of the data plane reads more of it than the scheme. */
export const challenge = { 'www-authenticate': 'Basic realm="Clustergate"' }

const unknownProxy = 'The proxy is not known: X-Clustergate-Proxy must be the secret of the cluster of this address.'
const unavailable = 'Authorization is unavailable at the moment; try again.'

/**
 * Answers a check. nginx turns every status but 2xx, 401 and 403 into 500, so a bad request is 403 as well. `yes` is the
 * status of a request that is allowed.
 */
export function answerCheck(response: ServerResponse, decision: Decision, yes: 200 | 204): void {
  switch (decision.outcome) {
    case 'ALLOWED':
      allow(response, decision, yes)
      break
    case 'UNKNOWN_PROXY':
      refuse(response, 401, unknownProxy, challenge)
      break
    case 'UNAUTHENTICATED':
      refuse(response, 401, decision.reason, challenge)
      break
    case 'REFUSED':
      refuse(response, 403, decision.refusal.message)
  }
}

function allow(response: ServerResponse, { query, authorization, token }: Allowed, status: 200 | 204): void {
  const lines = ['cache-control', 'no-store', 'x-clustergate-args', query]
  // Sent also when it is empty: a proxy that copies it then removes the credential of the client.
  lines.push('x-clustergate-authorization', authorization, 'x-clustergate-token', token?.id ?? '')
  // Traefik can copy a header under its own name only, and removes the client's where the answer has none.
  if (authorization !== '') lines.push('authorization', authorization)
  if (status === 200) lines.push('content-length', '0')
  response.writeHead(status, lines).end()
}

/** Answers that the store could not be asked. A writer tries again after a 503, where it would drop data on a 403. */
export const answerUnavailable = (response: ServerResponse): void =>
  refuse(response, 503, unavailable, { 'retry-after': '1' })

/** Answers in the form of InfluxDB's own errors, because some proxies hand the body on to the client. */
function refuse(
  response: ServerResponse,
  status: 401 | 403 | 503,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ error: reason })
  response
    .writeHead(status, {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-clustergate-reason': asHeader(reason),
      ...headers,
    })
    .end(body)
}

const headerLengthMax = 200

/** Printable ASCII alone, without quotation marks and backslashes: nginx puts it into a JSON string of its own. */
const asHeader = (text: string): string => text.replace(/[^ -~]|["\\]/g, '?').slice(0, headerLengthMax)

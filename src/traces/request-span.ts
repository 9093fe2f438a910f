import type { IncomingMessage } from 'node:http'
import type { Span } from '@opentelemetry/api'
import { beginServed } from './remote-parent.ts'
import { isTracing, markFailed } from './tracing.ts'

/** How a request ended, as its log line tells it. */
export interface RequestEnd {
  readonly status: number | undefined
  /** What has answered it. */
  readonly way: string
  readonly errorCodes: ReadonlySet<string>
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY'])

/** A method as attributes carry it. */
const methodOf = (method = ''): string => (methods.has(method) ? method : '_OTHER')

/**
 * Begins the span of a request. `route` is the pattern of its path, undefined where there is nothing; `isTrusted` says
 * whether the peer of its connection is a trusted proxy.
 */
export function beginRequest(
  request: IncomingMessage,
  route: string | undefined,
  isTrusted: boolean,
): Span | undefined {
  if (!isTracing()) return undefined
  const method = methodOf(request.method)
  const name = route === undefined ? method : `${method} ${route}`
  return beginServed(name, request.headers, isTrusted, {
    'http.request.method': method,
    ...(route !== undefined && { 'http.route': route }),
  })
}

export function endRequest(span: Span, { status, way, errorCodes }: RequestEnd): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status)
  span.setAttribute('clustergate.way', way)
  span.setAttribute('clustergate.outcome', errorCodes.size === 0 ? 'ok' : [...errorCodes].join(','))
  if (status !== undefined && status >= 500) {
    span.setAttribute('error.type', String(status))
    markFailed(span)
  }
  span.end()
}

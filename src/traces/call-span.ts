import { SpanKind } from '@opentelemetry/api'
import { traceparentOf } from './remote-parent.ts'
import { beginSpan, inSpan, markFailed, spanUnderWay } from './tracing.ts'

export interface ClusterCall {
  /** The API that is called, such as `influxdb-2`. */
  readonly api: string
  readonly method: string
  /** With names and ids in it, which the span does not show. */
  readonly path: string
}

/**
 * Calls a cluster within a span. `send` gets the headers by which the cluster can take part in the trace. The address of
 * the cluster is no attribute.
 */
export function inCall<T extends { readonly status: number }>(
  { api, method, path }: ClusterCall,
  send: (headers: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  if (!spanUnderWay()) return send({})
  const template = templateOf(path)
  const span = beginSpan(`${method} ${template}`, {
    kind: SpanKind.CLIENT,
    attributes: { 'http.request.method': method, 'url.template': template, 'clustergate.cluster.api': api },
  })
  if (!span) return send({})
  return inSpan(span, async () => {
    const traceparent = traceparentOf(span)
    const answer = await send(traceparent === undefined ? {} : { traceparent })
    span.setAttribute('http.response.status_code', answer.status)
    if (answer.status >= 400) {
      span.setAttribute('error.type', String(answer.status))
      markFailed(span)
    }
    return answer
  })
}

/** The words of the APIs; every other segment of a path is a name or an id. */
const words: ReadonlySet<string> = new Set(
  `api v0 v2 v3 accounts clusters databases tables tokens undelete buckets orgs dbrps authorizations configure database
  retention_period query query_sql write ping health`.split(/\s+/),
)

/** A path without its query string, names and ids. */
const templateOf = (path: string): string =>
  path
    .replace(/[?#].*$/s, '')
    .split('/')
    .map((segment) => (segment === '' || words.has(segment) ? segment : '{name}'))
    .join('/')

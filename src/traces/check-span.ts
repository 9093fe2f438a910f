import type { IncomingHttpHeaders } from 'node:http'
import { SpanKind } from '@opentelemetry/api'
import { remoteParentOf } from './remote-parent.ts'
import { beginTrace, inSpan, isTracing } from './tracing.ts'

/** Tells how a check ended. */
export type TellOutcome = (outcome: string) => void

/** Answers a check of the data plane within a trace of its own. */
export function inCheck<T>(
  route: '/dataplane/{cluster}/check' | '/introspect',
  headers: IncomingHttpHeaders,
  work: (tell: TellOutcome) => Promise<T>,
): Promise<T> {
  if (!isTracing()) return work(() => {})
  const { links = [] } = remoteParentOf(headers, false)
  const span = beginTrace(`check ${route}`, { kind: SpanKind.SERVER, attributes: { 'http.route': route }, links })
  if (!span) return work(() => {})
  return inSpan(span, () => work((outcome) => void span.setAttribute('clustergate.outcome', outcome)))
}

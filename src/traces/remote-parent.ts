import type { IncomingHttpHeaders } from 'node:http'
import {
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api'

/** What the caller says about the trace that its request is a part of. */
export interface RemoteParent {
  /** The trace to take part in; absent where a new one begins. */
  readonly parent?: Context
  readonly links?: Link[]
}

/** Of what callers send, `traceparent` alone is read: `tracestate` and `baggage` are texts of theirs. */
const traceparentAlone: TextMapGetter<IncomingHttpHeaders> = {
  keys: () => ['traceparent'],
  get: (headers, name) => (name === 'traceparent' ? headers['traceparent'] : undefined) as string | undefined,
}

/**
 * A trusted caller's trace is taken part in. For any other caller a new trace begins, with a link to theirs: they must
 * neither choose what is recorded, nor add to the traces of others.
 */
export function remoteParentOf(headers: IncomingHttpHeaders, isTrusted: boolean): RemoteParent {
  if (headers['traceparent'] === undefined) return {}
  const parent = propagation.extract(ROOT_CONTEXT, headers, traceparentAlone)
  const context = trace.getSpanContext(parent)
  if (!context) return {}
  return isTrusted ? { parent } : { links: [{ context }] }
}

/** The `traceparent` of a span, for those who take part in its trace. */
export function traceparentOf(span: Span): string | undefined {
  const headers: Record<string, string> = {}
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), headers)
  return headers['traceparent']
}

/** The link that a `traceparent` of ours says; undefined where it says none. */
export function linkTo(traceparent: string): Link | undefined {
  const context = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }))
  return context && { context }
}

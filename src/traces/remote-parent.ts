import type { IncomingHttpHeaders } from 'node:http'
import {
  type Attributes,
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api'
import { beginTrace, joinTrace } from './tracing.ts'

/** Of what callers send, `traceparent` alone is read: `tracestate` and `baggage` are texts of theirs. */
const traceparentAlone: TextMapGetter<IncomingHttpHeaders> = {
  keys: () => ['traceparent'],
  get: (headers, name) => (name === 'traceparent' ? headers['traceparent'] : undefined) as string | undefined,
}

/**
 * Begins the span of what a caller has asked for. A trusted caller's trace is taken part in. For any other caller a new
 * one begins, with a link to theirs: they must neither choose what is recorded, nor add to the traces of others.
 */
export function beginServed(
  name: string,
  headers: IncomingHttpHeaders,
  isTrusted: boolean,
  attributes: Attributes,
): Span | undefined {
  const parent = headers['traceparent'] === undefined ? undefined : contextIn(headers)
  if (parent && isTrusted) return joinTrace(name, { kind: SpanKind.SERVER, attributes }, parent)
  return beginTrace(name, () => ({ kind: SpanKind.SERVER, attributes, links: linksOf(parent) }))
}

/** Undefined where `traceparent` has no valid form. */
function contextIn(headers: IncomingHttpHeaders): Context | undefined {
  const context = propagation.extract(ROOT_CONTEXT, headers, traceparentAlone)
  return trace.getSpanContext(context) && context
}

function linksOf(parent: Context | undefined): Link[] {
  const context = parent && trace.getSpanContext(parent)
  return context ? [{ context }] : []
}

/** The `traceparent` of a span, for those who take part in its trace. */
export function traceparentOf(span: Span): string | undefined {
  const headers: Record<string, string> = {}
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), headers)
  return headers['traceparent']
}

/** The link that a `traceparent` of ours says; undefined where it says none. */
export function linkTo(traceparent: string): Link | undefined {
  return linksOf(contextIn({ traceparent }))[0]
}

import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { ClustergateError, Unavailable } from '../errors.ts'

/** What makes the spans of this process; undefined while traces are off. */
let tracer: Tracer | undefined

/** The span under way, of traces that are recorded alone: all others cost nothing beyond their first span. */
const underWay = new AsyncLocalStorage<Span>()

/** Turns traces on, or off again. */
export function traceBy(given: Tracer | undefined): void {
  tracer = given
}

export const isTracing = (): boolean => tracer !== undefined

/** Begins a trace, or a part of the one that `parent` belongs to; undefined while traces are off. */
export const beginTrace = (name: string, options: SpanOptions, parent: Context = ROOT_CONTEXT): Span | undefined =>
  tracer?.startSpan(name, options, parent)

/** Begins a part of the span under way; undefined where none is recorded. */
export function beginSpan(name: string, options: SpanOptions): Span | undefined {
  if (!tracer) return undefined
  const parent = underWay.getStore()
  return parent && tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, parent))
}

/** The span under way; undefined where none is recorded. */
export const spanUnderWay = (): Span | undefined => (tracer ? underWay.getStore() : undefined)

/** Does the work as a part of a span: what it begins are parts of that. */
export const within = <T>(span: Span | undefined, work: () => T): T =>
  span?.isRecording() ? underWay.run(span, work) : work()

/** Does the work within a span, which ends with it, and tells what kind of failure it ended with. */
export async function inSpan<T>(span: Span | undefined, work: () => Promise<T>): Promise<T> {
  if (!span) return work()
  try {
    return await within(span, work)
  } catch (error) {
    noteFailure(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** Tells the kind of a failure. A refusal is no fault of the gateway, and its span no failed one. */
export function noteFailure(span: Span, error: unknown): void {
  span.setAttribute('error.type', kindOfFailure(error))
  if (!(error instanceof ClustergateError) || error instanceof Unavailable) markFailed(span)
}

export const markFailed = (span: Span): void => void span.setStatus({ code: SpanStatusCode.ERROR })

const code = /^[A-Z0-9][A-Z0-9_]{0,39}$/
const className = /^[A-Za-z]{1,40}$/

/** The code of an error, or else its class: never its message, which may quote what it was about. */
export function kindOfFailure(error: unknown): string {
  const { code: given, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  if (typeof given === 'string' && code.test(given)) return given
  return typeof name === 'string' && className.test(name) ? name : 'unknown'
}

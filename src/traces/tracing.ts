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
import { ClustergateError, Unavailable, UnknownOutcome } from '../errors.ts'

/** What makes the spans of this process. */
export interface Tracing {
  readonly tracer: Tracer
  /** Decides whether a trace that begins here is recorded: before its span is made, because most are not. */
  readonly isRecorded: () => boolean
}

/** Undefined while traces are off. */
let tracing: Tracing | undefined

/** The context of the span under way, in traces that are recorded. */
const underWay = new AsyncLocalStorage<Context>()

/** How many recorded traces are under way. */
let recorded = 0

/** Turns traces on, or off again. */
export function traceBy(given: Tracing | undefined): void {
  tracing = given
}

/** Begins a trace; undefined where it is not recorded, as while traces are off. */
export const beginTrace = (name: string, options: () => SpanOptions): Span | undefined =>
  tracing?.isRecorded() ? tracing.tracer.startSpan(name, options(), ROOT_CONTEXT) : undefined

/** Takes part in the trace of somebody else, where that is recorded; undefined while traces are off. */
export const joinTrace = (name: string, options: SpanOptions, parent: Context): Span | undefined =>
  tracing?.tracer.startSpan(name, options, parent)

/** Begins a part of the span under way; undefined where none is recorded. */
export function beginSpan(name: string, options: SpanOptions): Span | undefined {
  const parent = tracing && underWay.getStore()
  return parent && tracing?.tracer.startSpan(name, options, parent)
}

export const isTracing = (): boolean => tracing !== undefined

/** The span under way; undefined where none is recorded. */
export function spanUnderWay(): Span | undefined {
  const context = tracing && underWay.getStore()
  return context && trace.getSpan(context)
}

/**
 * Does the work of a trace: what it begins are parts of that. While none is recorded, contexts are not kept, because
 * they make every promise of the process dearer, up to a sixth of a small request.
 */
export const withinTrace = <T>(span: Span | undefined, work: () => Promise<T>): Promise<T> =>
  span?.isRecording() ? recording(span, work) : work()

async function recording<T>(span: Span, work: () => Promise<T>): Promise<T> {
  recorded++
  try {
    return await within(span, work)
  } finally {
    recorded--
    if (recorded === 0) underWay.disable()
  }
}

/** Does the work of a span: what it begins are parts of that. */
export const within = <T>(span: Span, work: () => T): T => underWay.run(trace.setSpan(ROOT_CONTEXT, span), work)

/** Does the work of a trace, which ends with it. */
export const inTrace = <T>(span: Span | undefined, work: () => Promise<T>): Promise<T> =>
  span ? ending(span, () => withinTrace(span, work)) : work()

/** Does the work of a span, which ends with it. */
export const inSpan = <T>(span: Span | undefined, work: () => Promise<T>): Promise<T> =>
  span ? ending(span, () => within(span, work)) : work()

/** Ends a span with the work, and tells what kind of failure that ended with. */
async function ending<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
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
  if (!(error instanceof ClustergateError) || error instanceof Unavailable || error instanceof UnknownOutcome) {
    markFailed(span)
  }
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

import { type Span, SpanKind } from '@opentelemetry/api'
import { linkTo, traceparentOf } from './remote-parent.ts'
import { beginSpan, beginTrace, inSpan, inTrace, kindOfFailure, spanUnderWay } from './tracing.ts'

/** Tells how the attempt of a task ended. */
export type TellOutcome = (outcome: string, failure?: string) => void

/**
 * Carries out a task within a span: a part of the request that waits for it, or else a trace of its own. `kind` is one
 * of the kinds that the worker knows.
 */
export function inTask(kind: string, attempt: number, work: (tell: TellOutcome) => Promise<void>): Promise<void> {
  const options = () => ({
    kind: SpanKind.CONSUMER,
    attributes: { 'clustergate.task.kind': kind, 'clustergate.task.attempt': attempt },
  })
  const isPart = spanUnderWay() !== undefined
  const span = isPart ? beginSpan(`task ${kind}`, options()) : beginTrace(`task ${kind}`, options)
  if (!span) return work(() => {})
  const carryOut = () =>
    work((outcome, failure) => {
      span.setAttribute('clustergate.outcome', outcome)
      if (failure !== undefined) span.setAttribute('error.type', kindOfFailure({ code: failure }))
    })
  return isPart ? inSpan(span, carryOut) : inTrace(span, carryOut)
}

/**
 * The span of a mail that a change queues: the trace context that is kept with the mail, for `linkMail`. Undefined where
 * nothing is recorded.
 */
export function queueMail(kind: string): string | undefined {
  const span = beginSpan(`queue mail ${kind}`, {
    kind: SpanKind.PRODUCER,
    attributes: { 'clustergate.mail.kind': kind },
  })
  if (!span) return undefined
  span.end()
  return traceparentOf(span)
}

/** Links the task under way to the change that has queued its mail. */
export function linkMail(kind: string, traceparent: string | undefined): void {
  const span: Span | undefined = spanUnderWay()
  if (!span) return
  span.setAttribute('clustergate.mail.kind', kind)
  const link = traceparent === undefined ? undefined : linkTo(traceparent)
  if (link) span.addLink(link)
}

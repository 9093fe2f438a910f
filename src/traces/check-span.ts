import type { IncomingHttpHeaders } from 'node:http'
import { beginServed } from './remote-parent.ts'
import { inTrace, isTracing } from './tracing.ts'

/** Tells how a check ended. */
export type TellOutcome = (outcome: string) => void

/** Answers a check of the data plane within a trace of its own. */
export function inCheck<T>(
  route: '/dataplane/{cluster}/check' | '/introspect',
  headers: IncomingHttpHeaders,
  work: (tell: TellOutcome) => Promise<T>,
): Promise<T> {
  const span = isTracing() ? beginServed(`check ${route}`, headers, false, { 'http.route': route }) : undefined
  if (!span) return work(() => {})
  const tell: TellOutcome = (outcome) => void span.setAttribute('clustergate.outcome', outcome)
  return inTrace(span, async () => {
    try {
      return await work(tell)
    } catch (error) {
      tell('UNAVAILABLE')
      throw error
    }
  })
}

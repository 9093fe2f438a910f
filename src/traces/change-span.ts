import { beginSpan, inSpan, kindOfFailure } from './tracing.ts'

/**
 * Runs a change within a span, which tells its action, how it ended, and how long it waited for its turn and for a
 * connection. `begun` is called when its work begins, again where that is repeated after a conflict.
 */
export function inChange<T>(action: string, commit: (begun: () => void) => Promise<T>): Promise<T> {
  const span = beginSpan(`change ${action}`, { attributes: { 'clustergate.change.action': action } })
  if (!span) return commit(() => {})
  const cameAt = performance.now()
  let hasBegun = false
  const begun = () => {
    if (hasBegun) return
    hasBegun = true
    span.setAttribute('clustergate.change.waited_ms', Math.round((performance.now() - cameAt) * 1_000) / 1_000)
  }
  return inSpan(span, async () => {
    try {
      const answer = await commit(begun)
      span.setAttribute('clustergate.outcome', 'committed')
      return answer
    } catch (error) {
      span.setAttribute('clustergate.outcome', kindOfFailure(error))
      throw error
    }
  })
}

import { beginSpan, inSpan, kindOfFailure } from './tracing.ts'

/** Called when the work of a change begins, with the milliseconds that it waited for its turn and for a connection. */
export type OnChangeBegun = (waitedMilliseconds: number) => void

/**
 * Runs a change within a span, which tells its action, how it ended, and how long it waited. `begun` is called when its
 * work begins, again where that is repeated after a conflict; `onBegun` the first time.
 */
export function inChange<T>(
  action: string,
  commit: (begun: () => void) => Promise<T>,
  onBegun?: OnChangeBegun,
): Promise<T> {
  const span = beginSpan(`change ${action}`, { attributes: { 'clustergate.change.action': action } })
  if (!span && !onBegun) return commit(() => {})
  const cameAt = performance.now()
  let hasBegun = false
  const begun = () => {
    if (hasBegun) return
    hasBegun = true
    const waited = performance.now() - cameAt
    onBegun?.(waited)
    span?.setAttribute('clustergate.change.waited_ms', Math.round(waited * 1_000) / 1_000)
  }
  if (!span) return commit(begun)
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

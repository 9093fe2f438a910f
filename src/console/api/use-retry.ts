import { useEffect, useRef } from 'react'
import type { CombinedError } from 'urql'
import { refusalOf } from './refusal.ts'

const attemptsMax = 3
/** What proxies answer while the gateway behind them restarts. */
const proxyStatuses: readonly unknown[] = [502, 503, 504]

/** Whether the reason of a failure goes away by itself: the gateway is busy or restarts, or there is no network. */
function isPassing(error: CombinedError): boolean {
  const { code } = refusalOf(error)
  if (code !== 'NO_ANSWER') return code === 'RATE_LIMITED' || code === 'UNAVAILABLE'
  return error.response === undefined || proxyStatuses.includes(error.response.status)
}

/**
 * Sends a query again that failed for a reason that goes away by itself, as long as it is shown: a few times, after the
 * pause that the gateway names, and each time after a longer one. Pauses differ, so that not all pages come at once.
 */
export function useRetry(error: CombinedError | undefined, isAsking: boolean, again: () => void): void {
  const attempts = useRef({ of: again, count: 0 })
  useEffect(() => {
    // `again` is another function for each question.
    if (attempts.current.of !== again || (!error && !isAsking)) attempts.current = { of: again, count: 0 }
    const { count } = attempts.current
    if (isAsking || !error || !isPassing(error) || count === attemptsMax) return undefined
    const named = Number(refusalOf(error).details['retryAfterSeconds']) || 0
    const seconds = Math.max(named, 2 * 4 ** count) * (1 + Math.random() / 4)
    const timer = setTimeout(() => {
      attempts.current = { of: again, count: count + 1 }
      again()
    }, seconds * 1_000)
    return () => clearTimeout(timer)
  }, [error, isAsking, again])
}

import { useEffect, useRef } from 'react'
import type { CombinedError } from 'urql'
import { type Refusal, refusalOf } from './refusal.ts'

/** What passes by itself: the gateway is busy or restarts, or the network is gone for a moment. */
const passing: ReadonlySet<Refusal['code']> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'NO_ANSWER'])
const attemptsMax = 5

/**
 * Asks a query again that failed for what passes, as long as it is shown: a few times, after the pause that the gateway
 * names and at least twice the last one.
 */
export function useRetry(error: CombinedError | undefined, isAsking: boolean, again: () => void): void {
  const attempts = useRef(0)
  useEffect(() => {
    if (isAsking) return undefined
    if (!error) attempts.current = 0
    const refusal = error && refusalOf(error)
    if (!refusal || !passing.has(refusal.code) || attempts.current === attemptsMax) return undefined
    const seconds = Math.max(Number(refusal.details['retryAfterSeconds']) || 0, 2 ** attempts.current)
    const timer = setTimeout(() => {
      attempts.current++
      again()
    }, seconds * 1_000)
    return () => clearTimeout(timer)
  }, [error, isAsking, again])
}

import { aborted, ClustergateError } from './error.ts'

/** The longest Retry-After that is waited for; a longer one ends the call with the error. */
const retryAfterSecondsMax = 10
const delayMillisecondsMax = 5_000

/** Whether a retry may succeed, and cannot do anything twice; queries and mutations under a key are repeatable. */
function mayRepeat(error: unknown, isRepeatable: boolean): boolean {
  if (!(error instanceof ClustergateError)) return false
  if (error.code === 'NETWORK') return isRepeatable || neverConnected(error.cause)
  if (isUnknown(error)) return isRepeatable
  // A 503 with a GraphQL error is the gateway’s own, which it sends only before anything was changed.
  if (error.code === 'UNAVAILABLE' && error.status === 503 && error.errors.length > 0) return true
  if (error.status === 429) return isRepeatable && error.retryAfterSeconds !== undefined
  // Behind a status of a proxy the gateway may have received the request: a mutation may have taken effect.
  return isRepeatable && (error.status === 502 || error.status === 503 || error.status === 504)
}

/** The codes with which Node.js reports that no connection was made; browsers report none. */
const connectFailures = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

function neverConnected(error: unknown): boolean {
  const { cause } = Object(error)
  return connectFailures.includes(Object(cause).code)
}

/**
 * The delay after failed attempts, before a retry: the Retry-After of the gateway, plus an exponential one with jitter;
 * undefined where there is none, or only one that is too long.
 */
export function delayAfter(failures: readonly unknown[], retries: number, isRepeatable: boolean): number | undefined {
  const last = failures.at(-1)
  if (failures.length > retries || !mayRepeat(last, isRepeatable)) return undefined
  const { retryAfterSeconds = 0 } = last as ClustergateError
  if (retryAfterSeconds > retryAfterSecondsMax) return undefined
  const milliseconds = Math.min(200 * 2 ** (failures.length - 1), delayMillisecondsMax)
  return retryAfterSeconds * 1000 + milliseconds * (0.5 + Math.random() / 2)
}

const isUnknown = (error: unknown): boolean => Object(error).code === 'UNKNOWN_OUTCOME'

/** Codes that tell nothing about an earlier attempt. */
const tellNothing = ['NETWORK', 'TIMEOUT', 'UNAVAILABLE', 'RATE_LIMITED']

/** The error of a call: what the gateway did not know of one attempt stays unknown until another is answered. */
export function mostTelling(failures: readonly unknown[]): unknown {
  const last = failures.at(-1)
  return tellNothing.includes(Object(last).code) ? (failures.find(isUnknown) ?? last) : last
}

/** Waits. Throws ABORTED as soon as the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal))
    const onAbort = () => {
      clearTimeout(timer)
      reject(aborted(signal))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

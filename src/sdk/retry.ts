import { aborted, ClustergateError } from './error.ts'

/** A gateway that asks for more patience than this is not waited for. */
const retryAfterSecondsMax = 10
const delayMillisecondsMax = 5_000

/** Whether a failed attempt may have gone better at another moment, and repeating it does nothing twice. */
export function mayRepeat(error: unknown, isQuery: boolean): boolean {
  if (!(error instanceof ClustergateError)) return false
  if (error.code === 'NETWORK') return isQuery || neverConnected(error.cause)
  // The gateway says so itself, in an answer of its own, only where nothing was changed.
  if (error.code === 'UNAVAILABLE' && error.status === 503 && error.errors.length > 0) return true
  // A status says that the request arrived somewhere, and none says for sure that a mutation had no effect.
  return isQuery && (error.status === 502 || error.status === 503 || error.status === 504)
}

/** How Node.js says that there was no connection to send anything on; browsers do not tell. */
const connectFailures = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

function neverConnected(error: unknown): boolean {
  const { cause } = Object(error)
  return connectFailures.includes(Object(cause).code)
}

/** Longer with each attempt, never twice the same; undefined when the gateway asks for too much patience. */
export function delayBefore(attempt: number, error: unknown): number | undefined {
  const { retryAfterSeconds = 0 } = error as ClustergateError
  if (retryAfterSeconds > retryAfterSecondsMax) return undefined
  const milliseconds = Math.min(200 * 2 ** attempt, delayMillisecondsMax)
  return retryAfterSeconds * 1000 + milliseconds * (0.5 + Math.random() / 2)
}

/** Throws ABORTED as soon as the signal says so. */
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

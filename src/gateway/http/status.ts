import { type ErrorCode, Unavailable } from '../../errors.ts'
import { RequestRefused } from './connections.ts'

const statusOf: Partial<Record<ErrorCode, number>> = {
  QUERY_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  // Clients of persisted queries read the code in the answer, and take any other status for a failure.
  PERSISTED_QUERY_NOT_FOUND: 200,
  UNAVAILABLE: 503,
}

/** The HTTP status of a request that is refused before it is executed. */
export function statusFor(error: unknown, code: ErrorCode): number {
  if (error instanceof RequestRefused) return error.statusCode
  return error instanceof Unavailable ? 503 : (statusOf[code] ?? 500)
}

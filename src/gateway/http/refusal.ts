import { ClustergateError, type ErrorCode, type ErrorDetails, Unavailable } from '../../errors.ts'
import { type OnFault, present } from '../graphql/format-error.ts'
import { RequestRefused } from './connections.ts'
import { expectsLegacyStatus, mediaTypeFor } from './media-type.ts'

export const nothingHere = () => new ClustergateError('NOT_FOUND', 'There is nothing here; the API is at /graphql.')

/** Fastify's own errors about a request as a RequestRefused; other errors as they are. */
export function asRefusal(error: unknown): unknown {
  const { statusCode } = error as { statusCode?: number }
  if (error instanceof ClustergateError || statusCode === undefined || statusCode >= 500) return error
  return new RequestRefused('The request cannot be read.', statusCode)
}

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

/** The answer to a request that was not executed, in the form of GraphQL's errors. */
export function refusalOf(error: unknown, requestId: string, accept: string | undefined, onFault: OnFault) {
  const presented = present(error, requestId, onFault)
  const { code, retryAfterSeconds } = presented.extensions as ErrorDetails & { code: ErrorCode }
  const legacy = code === 'QUERY_TOO_COMPLEX' && expectsLegacyStatus(accept)
  const status = legacy ? 200 : statusFor(error, code)
  return {
    code,
    status,
    headers: {
      'content-type': mediaTypeFor(accept),
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="clustergate"' }),
      ...(status === 405 && { allow: 'GET, POST' }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ errors: [presented] }),
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { ClustergateError, type ErrorCode, type ErrorDetails } from '../../errors.ts'
import { type OnFault, present } from '../graphql/format-error.ts'
import { expectsLegacyStatus, mediaTypeFor } from '../media-type.ts'
import { statusFor } from '../status.ts'
import { RequestRefused } from './connections.ts'

export const nothingHere = () => new ClustergateError('NOT_FOUND', 'There is nothing here; the API is at /graphql.')

/** Fastify's own complaints about a request (its size, its JSON, its media type), in the contract's words. */
export function asRefusal(error: unknown): unknown {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (error instanceof ClustergateError || statusCode === undefined || statusCode >= 500) return error
  if (statusCode === 413) return new RequestRefused('The request is larger than a request body may be.', statusCode)
  if (statusCode === 415) return new RequestRefused('Send the request as application/json.', statusCode)
  return new RequestRefused(
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
      ? 'The body is empty.'
      : 'The request cannot be read: send JSON with a `query`.',
    statusCode,
  )
}

/** An answer, outside GraphQL's execution, in GraphQL's form. */
export interface Refusal {
  readonly code: ErrorCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function refusalOf(error: unknown, requestId: string, accept: string | undefined, onFault: OnFault): Refusal {
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
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ errors: [presented] }),
  }
}

export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, onFault: OnFault): FastifyReply {
  const { code, status, headers, body } = refusalOf(error, request.id, request.headers.accept, onFault)
  request.exchange?.errorCodes.add(code)
  return reply.code(status).headers(headers).send(body)
}

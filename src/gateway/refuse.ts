import type { FastifyReply, FastifyRequest } from 'fastify'
import { ClustergateError } from '../errors.ts'
import { RequestRefused } from './connections.ts'
import { type OnFault, present } from './format-error.ts'
import { expectsLegacyStatus, mediaTypeFor } from './media-type.ts'

export const nothingHere = () => new ClustergateError('NOT_FOUND', 'There is nothing here; the API is at /graphql.')

const statusOf: Partial<Record<string, number>> = {
  QUERY_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
}

/** Fastify's own complaints about a request (its size, its JSON, its media type), in the contract's words. */
export function asRefusal(error: unknown): unknown {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (error instanceof ClustergateError || statusCode === undefined || statusCode >= 500) return error
  if (statusCode === 413) return new RequestRefused('The request is larger than 256 KB.', statusCode)
  if (statusCode === 415) return new RequestRefused('Send the request as application/json.', statusCode)
  return new RequestRefused(
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
      ? 'The body is empty.'
      : 'The request cannot be read: send JSON with a `query`.',
    statusCode,
  )
}

/** Answers, outside GraphQL's execution, in GraphQL's form. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, onFault: OnFault): FastifyReply {
  const presented = present(error, request.id, onFault)
  request.exchange?.errorCodes.add(presented.extensions.code)
  const { accept } = request.headers
  const { code } = presented.extensions
  const legacy = code === 'QUERY_TOO_COMPLEX' && expectsLegacyStatus(accept)
  const status = error instanceof RequestRefused ? error.statusCode : legacy ? 200 : (statusOf[code] ?? 500)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="clustergate"')
  return reply
    .code(status)
    .type(mediaTypeFor(accept))
    .send({ errors: [presented] })
}

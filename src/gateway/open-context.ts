import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Authenticator, Credentials } from '../auth/authenticate.ts'
import type { Caller, Origin } from '../auth/caller.ts'
import type { Deadline } from '../deadline.ts'
import type { ClustergateError } from '../errors.ts'
import { type Cookies, type Passage, RequestContext } from '../requests/request-context.ts'
import type { Exchange } from './request-log.ts'

const clientLengthMax = 128

/** Finds out who is calling, unless that is known. Throws UNAUTHENTICATED, and BAD_INPUT for two credentials at once. */
export async function openContext(
  request: FastifyRequest,
  cookies: Cookies,
  credentials: Credentials,
  authenticator: Authenticator,
  passage: Passage,
  known: Caller | undefined,
): Promise<RequestContext> {
  try {
    const origin = originOf(request.exchange, request.headers, passage.deadline)
    const caller = known ?? (await authenticator.authenticate(credentials, origin))
    return new RequestContext(caller, cookies, passage, request.exchange)
  } catch (error) {
    // The browser cannot take back an HttpOnly cookie by itself, and would be refused for ever.
    if (credentials.cookie !== undefined && (error as ClustergateError).code === 'UNAUTHENTICATED') {
      cookies.session.clear()
    }
    throw error
  }
}

const unprintable = /[^\x20-\x7e]/g

/** Where a request comes from. */
export const originOf = ({ requestId, ip }: Exchange, headers: IncomingHttpHeaders, deadline: Deadline): Origin => ({
  requestId,
  ip,
  client: (headers['user-agent'] ?? '').replace(unprintable, '').slice(0, clientLengthMax),
  deadline,
})

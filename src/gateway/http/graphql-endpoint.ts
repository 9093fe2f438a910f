import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { parse as parseCookies } from 'cookie'
import type { Authenticator, Credentials } from '../../auth/authenticate.ts'
import type { Caller, Origin } from '../../auth/caller.ts'
import type { KnownDevices } from '../../auth/known-devices.ts'
import type { Config } from '../../config.ts'
import { type Deadline, overdue } from '../../deadline.ts'
import type { ClustergateError } from '../../errors.ts'
import type { Idempotency } from '../../idempotency.ts'
import { type Cookies, RequestContext, type SessionCookie } from '../../requests/request-context.ts'
import { withinTrace } from '../../traces/tracing.ts'
import type { Admission, AdmissionControl } from '../admission/admission.ts'
import { IncomingDocument } from '../admission/incoming-document.ts'
import { checkGiven } from '../admission/nesting.ts'
import type { Answers, Asked } from '../graphql/answer.ts'
import type { Known, PlanCache } from '../graphql/plan-cache.ts'
import type { RequestLogEntry } from '../request-log.ts'
import { checkEncoding, checkFraming, RequestRefused } from './connections.ts'
import type { Cors } from './cors.ts'
import { credentialsIn, hasCredential } from './credentials.ts'
import { checkForgery, type OwnOrigins, UnknownAddress } from './csrf.ts'
import { deviceCookieName, RequestDeviceCookie } from './device-cookie.ts'
import { Exchange, type Replies, type Reply } from './exchange.ts'
import { costHeader, type GraphQLRequest, graphQLRequestOf, headersOf, readBody } from './graphql-request.ts'
import { idempotencyIn } from './idempotency-key.ts'
import { negotiate } from './media-type.ts'
import { checkHash } from './persisted-query.ts'
import { sessionCookie, sessionCookieName } from './session-cookie.ts'

export interface EndpointParts extends Replies {
  readonly config: Config
  readonly control: AdmissionControl
  readonly authenticator: Authenticator
  readonly keyFingerprint: string
  readonly devices: KnownDevices
  readonly ownOrigins: OwnOrigins
  readonly cors: Cors
  readonly cache: PlanCache
  readonly answers: Answers
  /** The explorer, for a browser that opens the API itself. */
  readonly explorerFor: (request: IncomingMessage) => string | undefined
  /** Called where the console was opened at an address that is not the public URL. */
  readonly onUnknownAddress: (error: UnknownAddress) => void
}

/** What a request presents in its headers, before it is authenticated. */
interface Presented {
  readonly credentials: Credentials
  readonly cookies: Cookies
  readonly idempotency: Idempotency | undefined
}

/** A request that has been read, with its operation where that has passed before. */
interface Incoming {
  readonly asked: GraphQLRequest
  readonly text: string | undefined
  readonly known: Known | undefined
  readonly document: IncomingDocument
}

/** Serves requests to `/graphql`, from their headers to their answer. */
export class GraphQLEndpoint {
  readonly #sessionCookie: string
  readonly #deviceCookie: string

  constructor(private readonly parts: EndpointParts) {
    this.#sessionCookie = sessionCookieName(parts.config, parts.keyFingerprint)
    this.#deviceCookie = deviceCookieName(parts.config, parts.keyFingerprint)
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, response, this.parts)
    try {
      exchange.send(await withinTrace(exchange.entry.span, () => this.#answer(exchange)))
    } catch (error) {
      exchange.refuse(error)
    }
  }

  async #answer(exchange: Exchange): Promise<Reply> {
    const { request } = exchange
    checkFraming(request.headers, request.rawHeaders)
    checkMethod(request)
    checkEncoding(request.headers)
    const presented = this.#present(exchange)
    this.#checkForgery(request, presented.credentials)
    const page = this.#answerWithoutOperation(request)
    if (page) {
      exchange.entry.way = 'site'
      return page
    }
    const incoming = this.#lookUp(graphQLRequestOf(request, await readBody(request)))
    const admission = this.parts.control.open(() => exchange.refuse(overdue()))
    try {
      const begun = admission.begin(incoming.document, hasCredential(presented.credentials))
      if (begun !== undefined) await begun
      const caller = await this.#authenticate(exchange, presented, admission)
      exchange.entry.caller = caller
      const joined = admission.join(caller, incoming.document)
      if (joined !== undefined) await joined
      checkLimits(incoming)
      const context = new RequestContext(caller, presented.cookies, admission, exchange.entry)
      return await this.parts.answers.answer(operationOf(request, incoming, context), exchange.entry)
    } finally {
      admission.leave()
    }
  }

  #present({ request: { headers }, setCookie }: Exchange): Presented {
    const { config, devices } = this.parts
    const cookies = headers.cookie === undefined ? {} : parseCookies(headers.cookie)
    return {
      credentials: credentialsIn(headers, cookies[this.#sessionCookie]),
      cookies: {
        session: sessionCookie(this.#sessionCookie, config, setCookie),
        devices: new RequestDeviceCookie(this.#deviceCookie, cookies[this.#deviceCookie], devices, config, setCookie),
      },
      idempotency: idempotencyIn(headers),
    }
  }

  #checkForgery({ method, url, headers }: IncomingMessage, credentials: Credentials): void {
    // A GET without parameters can only ask for a page.
    if (method === 'GET' && !url?.includes('?')) return
    try {
      checkForgery(headers, credentials, this.parts.ownOrigins)
    } catch (error) {
      if (error instanceof UnknownAddress) this.parts.onUnknownAddress(error)
      throw error
    }
  }

  /** The answer to a preflight, or the redirect to the explorer; undefined for operations. Throws for other OPTIONS. */
  #answerWithoutOperation(request: IncomingMessage): Reply | undefined {
    const explorer = this.parts.explorerFor(request)
    if (explorer) return { status: 302, headers: [['location', explorer]], body: '' }
    if (request.method !== 'OPTIONS') return undefined
    const preflight = this.parts.cors.preflightFor(request.headers)
    if (!preflight) throw notAllowed()
    return { status: 204, headers: Object.entries(preflight), body: '' }
  }

  #lookUp(asked: GraphQLRequest): Incoming {
    const { query, operationName, hash } = asked
    const text = query ?? (hash === undefined ? undefined : this.parts.cache.textOf(hash))
    const known = text === undefined ? undefined : this.parts.cache.get(text, operationName)
    if (hash !== undefined) checkHash(hash, query, this.parts.cache.textOf(hash))
    return { asked, text, known, document: new IncomingDocument(text, operationName, known?.operation) }
  }

  #authenticate(
    { request, entry }: Exchange,
    { credentials, cookies, idempotency }: Presented,
    { deadline }: Admission,
  ): Promise<Caller> | Caller {
    const origin = originOf(entry, request.headers, deadline, idempotency)
    if (credentials.cookie !== undefined) return this.#authenticateBrowser(credentials, origin, cookies.session)
    return this.parts.authenticator.authenticate(credentials, origin)
  }

  /** Clears a cookie that is not valid: a page cannot remove an HttpOnly cookie, and would be refused for ever. */
  async #authenticateBrowser(credentials: Credentials, origin: Origin, cookie: SessionCookie): Promise<Caller> {
    try {
      return await this.parts.authenticator.authenticate(credentials, origin)
    } catch (error) {
      if ((error as ClustergateError).code === 'UNAUTHENTICATED') cookie.clear()
      throw error
    }
  }
}

const hostOfAddress = /^https?:\/\/[^/]*/i

/** Whether a request is for the endpoint. Its target may be a whole URL, as clients send it to a proxy. */
export function isForEndpoint({ url = '' }: IncomingMessage): boolean {
  const path = url.startsWith('/') ? url : url.replace(hostOfAddress, '')
  return path === '/graphql' || path.startsWith('/graphql?')
}

const methods: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'OPTIONS'])

function checkMethod({ method }: IncomingMessage): void {
  if (!methods.has(method)) throw notAllowed()
}

const notAllowed = () => new RequestRefused('Send a query by GET or POST, and a mutation by POST.', 405)

/** Throws QUERY_TOO_COMPLEX, and BAD_INPUT for values that are too many, or nested too deep. */
function checkLimits({ asked, document }: Incoming): void {
  checkGiven(asked.variables)
  checkGiven(asked.extensions)
  document.check()
}

const unprintable = /[^\x20-\x7e]/g
const clientLengthMax = 128

const originOf = (
  { requestId, ip }: RequestLogEntry,
  headers: IncomingHttpHeaders,
  deadline: Deadline,
  idempotency: Idempotency | undefined,
): Origin => ({
  requestId,
  ip,
  client: (headers['user-agent'] ?? '').replace(unprintable, '').slice(0, clientLengthMax),
  deadline,
  idempotency,
})

function operationOf(request: IncomingMessage, { asked, text, known }: Incoming, context: RequestContext): Asked {
  const { method, headers } = request
  const isUsual =
    asked.isUsual &&
    headers[costHeader] === undefined &&
    // A GET carries no mutation, and may ask for the landing page.
    (method === 'POST' || (known?.operation.operation === 'query' && !headers.accept?.includes('text/html')))
  return {
    context,
    known: isUsual ? known : undefined,
    variables: (asked.variables ?? {}) as Readonly<Record<string, unknown>>,
    mediaType: negotiate(headers.accept),
    forApollo: () => ({ ...asked.forApollo(text), headers: headersOf(request) }),
  }
}

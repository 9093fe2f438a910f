import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Authenticator, Credentials } from '../auth/authenticate.ts'
import type { Caller } from '../auth/caller.ts'
import { overdue } from '../deadline.ts'
import type { ClustergateError } from '../errors.ts'
import { type Cookies, RequestContext } from '../requests/request-context.ts'
import type { Passage, Passages } from './admission/admission.ts'
import { entranceOf } from './admission/entrances.ts'
import type { OnFault } from './graphql/format-error.ts'
import type { Asked, HotPath } from './graphql/plan.ts'
import type { Known, PlanCache } from './graphql/plan-cache.ts'
import type { ClientAddresses } from './http/client-address.ts'
import { bodyBytesMax, checkFraming } from './http/connections.ts'
import type { Cors } from './http/cors.ts'
import { credentialsIn, hasCredential } from './http/credentials.ts'
import { checkForgery, type OwnOrigins } from './http/csrf.ts'
import { askedIn, costHeader } from './http/graphql-request.ts'
import { refusalOf } from './http/refusal.ts'
import type { Log } from './log.ts'
import { checkGiven } from './nesting.ts'
import { originOf } from './open-context.ts'
import { beginExchange, type Exchange, logExchange, noteOperationName, notePlanned } from './request-log.ts'

/** What of a request has been done already when it comes to the gateway's common way. */
export interface Handed {
  readonly exchange: Exchange
  readonly body: Buffer
  /** Once it has begun. */
  readonly passage?: Passage
  /** Once it has joined, too. */
  readonly caller?: Caller
  /** Says that it took too long. */
  onOver: () => void
  /** Whether the common way gives back the place. */
  isTaken?: boolean
}

export interface FrontParts {
  readonly hotPath: HotPath
  readonly passages: Passages
  readonly authenticator: Authenticator
  readonly addresses: ClientAddresses
  readonly cookieName: string
  readonly parseCookie: (header: string) => Readonly<Record<string, string | undefined>>
  readonly ownOrigins: OwnOrigins
  readonly cors: Cors
  /** What Apollo Server answers clients that accept this. */
  readonly mediaTypes: ReadonlyMap<string, string>
  readonly constantHeaders: Readonly<Record<string, string>>
  readonly isDraining: () => boolean
  readonly log: Log
  readonly onFault: OnFault
}

/** A known operation on its way. */
interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly exchange: Exchange
  readonly body: Buffer
  readonly asked: Asked
  readonly known: Known
  readonly mediaType: string
  readonly credentials: Credentials
}

const jsonTypes = new Set<string | undefined>(['application/json', 'application/json; charset=utf-8'])
/** What could spell a key that poisons an object, escaped or not; the common way looks closer. */
const suspicious = /__proto__|constructor|\\u/
/** Nothing that is answered here sets one. */
const noCookies: Cookies = { session: { set() {}, clear() {} }, devices: { known: [], add() {} } }

/**
 * Takes known operations as most clients send them right from Node, and answers them. Whatever is in the least
 * unusual goes the common way, through Fastify and Apollo Server, with what was read of it.
 */
export class Front {
  readonly #handed = new WeakMap<IncomingMessage, Handed>()

  /** Names and values in turn, as Node takes them without another look at the whole. */
  readonly #constantHeaders: readonly string[]

  constructor(private readonly parts: FrontParts) {
    this.#constantHeaders = Object.entries(parts.constantHeaders).flat()
  }

  /** What was done already for a request that has come through here. */
  handedOf(request: IncomingMessage): Handed | undefined {
    return this.#handed.get(request)
  }

  /** The listener before the common way's. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      if (!isUsual(request)) return next(request, response)
      const exchange = beginExchange(randomUUID(), this.parts.addresses.of(request))
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
        const visit = this.#visitOf(request, response, exchange, body)
        const handed: Handed = {
          exchange,
          body,
          onOver: () => visit && this.#refuse(overdue(), visit),
        }
        const handOver = (more: Partial<Handed>) => {
          this.#handed.set(request, Object.assign(handed, more))
          next(request, response)
        }
        if (!visit) return handOver({})
        const passage = this.parts.passages.open(() => handed.onOver())
        void this.#answer(visit, passage).then((isAnswered) => {
          if (isAnswered || response.headersSent || response.closed) return passage.leave()
          // Fastify may end a request before it comes to the handler, which takes the place over.
          response.once('close', () => {
            if (!handed.isTaken) passage.leave()
          })
          handOver({ passage, caller: exchange.caller })
        })
      })
    }
  }

  /** Undefined for anything but a known operation, as one may send it. */
  #visitOf(request: IncomingMessage, response: ServerResponse, exchange: Exchange, body: Buffer): Visit | undefined {
    const { headers } = request
    const { mediaTypes, hotPath, cookieName, parseCookie, ownOrigins } = this.parts
    const asked = readBody(body, hotPath.cache)
    const mediaType = mediaTypes.get(headers.accept ?? '')
    if (!asked || !mediaType) return undefined
    const cookie = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[cookieName]
    try {
      const credentials = credentialsIn(headers, cookie)
      checkForgery(headers, credentials, ownOrigins)
      checkGiven(asked.variables)
      checkGiven(asked.extensions)
      const known = hotPath.cache.get(asked.query, asked.operationName)
      return (
        known && {
          request,
          response,
          exchange,
          body,
          asked,
          known,
          mediaType,
          credentials,
        }
      )
    } catch {
      return undefined
    }
  }

  /** Whether it was answered; if not, it has begun, and has joined if it is known who asks. */
  async #answer(visit: Visit, passage: Passage): Promise<boolean> {
    const { request, exchange, asked, known, mediaType, credentials } = visit
    try {
      const beginning = passage.begin(asked.query, hasCredential(credentials))
      if (beginning) await beginning
      const origin = originOf(exchange, request.headers, passage.deadline)
      const caller = await this.parts.authenticator.authenticate(credentials, origin)
      exchange.caller = caller
      const joining = passage.join(caller, entranceOf(known.operation))
      if (joining) await joining
      // Also the log of what takes too long names it.
      noteOperationName(exchange, known.operation.name?.value)
      const context = new RequestContext(caller, noCookies, passage, exchange)
      const answered = await this.parts.hotPath.answer(known, asked.variables ?? {}, context)
      if (passage.deadline.isGivenUp) throw overdue()
      if (!answered) return false
      notePlanned(exchange, answered)
      this.#send(visit, 200, { 'content-type': mediaType }, answered.body)
    } catch (error) {
      // The common way clears a cookie that is good for nothing any more.
      if (credentials.cookie !== undefined && (error as ClustergateError).code === 'UNAUTHENTICATED') return false
      this.#refuse(error, visit)
    }
    return true
  }

  #refuse(error: unknown, visit: Visit): void {
    const { request, exchange } = visit
    // Whoever was told already that it took too long is told nothing more.
    if (visit.response.headersSent) return
    const { code, status, headers, body } = refusalOf(
      error,
      exchange.requestId,
      request.headers.accept,
      this.parts.onFault,
    )
    exchange.errorCodes.add(code)
    this.#send(visit, status, headers, body)
  }

  #send(
    { request, response, exchange }: Visit,
    status: number,
    headers: Readonly<Record<string, string>>,
    body: string,
  ) {
    const { cors, isDraining, log } = this.parts
    // No object made by spreading: V8 may give each one a hidden class of its own, which piles up until a full collection.
    const all = [
      ...this.#constantHeaders,
      'x-request-id',
      exchange.requestId,
      'content-length',
      String(Buffer.byteLength(body)),
    ]
    for (const name in headers) all.push(name, headers[name] as string)
    const crossOrigin = cors.headersFor(request.headers)
    for (const name in crossOrigin) all.push(name, crossOrigin[name] as string)
    if (isDraining()) all.push('connection', 'close')
    response.writeHead(status, all)
    response.end(body)
    logExchange(log, exchange, 'POST', status)
  }
}

/** Whether a request is a POST of plain JSON, of a size and form that need no second look. */
function isUsual(request: IncomingMessage): boolean {
  const { method, url, headers } = request
  if (method !== 'POST' || url !== '/graphql' || !jsonTypes.has(headers['content-type'])) return false
  if (headers['transfer-encoding'] !== undefined || headers['content-encoding'] !== undefined) return false
  if (headers[costHeader] !== undefined || !(Number(headers['content-length']) <= bodyBytesMax)) return false
  try {
    checkFraming(headers, request.rawHeaders)
    return true
  } catch {
    return false
  }
}

function readBody(body: Buffer, cache: PlanCache): Asked | undefined {
  if (!isUtf8(body)) return undefined
  const text = body.toString()
  if (suspicious.test(text)) return undefined
  try {
    return askedIn(JSON.parse(text), (hash) => cache.textOf(hash))
  } catch {
    return undefined
  }
}

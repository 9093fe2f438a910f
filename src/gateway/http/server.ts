import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cookies from '@fastify/cookie'
import fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { KnownDevices } from '../../auth/known-devices.ts'
import type { Config } from '../../config.ts'
import { overdue } from '../../deadline.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { type Passage, Passages } from '../admission/admission.ts'
import { checkDocument } from '../admission/document-limits.ts'
import { entranceIn } from '../admission/entrances.ts'
import { Front, type Handed } from '../front.ts'
import { complete, openApollo } from '../graphql/apollo.ts'
import type { OnFault } from '../graphql/format-error.ts'
import { HotPath } from '../graphql/plan.ts'
import { faultOf, type Log } from '../log.ts'
import { isPage, noteMediaType } from '../media-type.ts'
import { checkGiven, checkNesting } from '../nesting.ts'
import { openContext } from '../open-context.ts'
import { beginExchange, type Exchange, logExchange } from '../request-log.ts'
import { ClientAddresses } from './client-address.ts'
import { ConnectionCaps } from './connection-caps.ts'
import {
  bodyBytesMax,
  checkEncoding,
  checkFraming,
  checkText,
  connectionLimits,
  openHttpServer,
  RequestRefused,
  refuseUnreadable,
} from './connections.ts'
import { Cors } from './cors.ts'
import { credentialsIn, hasCredential } from './credentials.ts'
import { checkForgery, OwnOrigins, UnknownAddress } from './csrf.ts'
import { deviceCookie, deviceCookieName } from './device-cookie.ts'
import { givenIn, tellWhole } from './graphql-request.ts'
import { answerHeaders, landingPageHeaders } from './headers.ts'
import { checkHash } from './persisted-query.ts'
import { asRefusal, nothingHere, refuse } from './refusal.ts'
import { Seldom } from './seldom.ts'
import { sessionCookie, sessionCookieName } from './session-cookie.ts'
import { serveSite } from './site.ts'

export interface ServerParts {
  readonly config: Config
  /** Behind the outer wall: for everything. */
  readonly schema: GraphQLSchema
  /** The same without the wall: for plans, which decide by themselves. */
  readonly plannedSchema: GraphQLSchema
  readonly authenticator: Authenticator
  /** Names the master secret without telling it. */
  readonly keyFingerprint: string
  readonly devices: KnownDevices
  readonly log: Log
  /** Throws unless a request could be served now. */
  readonly ready: () => Promise<void>
  /** Milliseconds on a clock that nobody sets. */
  readonly timer: () => number
  readonly graceMilliseconds?: number
}

export interface Server {
  /** Answers with the port. */
  listen(): Promise<number>
  /** Readiness goes off, running requests finish, connections close. */
  drain(): Promise<void>
}

/** How long after readiness went off requests on open connections are still taken. */
const graceMillisecondsDefault = 1_000
/** What is asked every few seconds, and leaves no line in the log. */
const probes: ReadonlySet<string> = new Set(['/livez', '/readyz'])

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange
    context: RequestContext | undefined
  }
}

export async function openServer(parts: ServerParts): Promise<Server> {
  const {
    config,
    schema,
    plannedSchema,
    authenticator,
    keyFingerprint,
    devices,
    log,
    ready,
    timer,
    graceMilliseconds = graceMillisecondsDefault,
  } = parts
  const onFault: OnFault = (error, requestId) => log.error({ requestId, fault: faultOf(error) }, 'fault')
  const hotPath = new HotPath(plannedSchema, schema, onFault)
  const apollo = await openApollo(config, schema, hotPath, onFault)
  const passages = new Passages({ principal: config.pointsPerMinute, network: config.anonymousPointsPerMinute }, timer)
  const addresses = new ClientAddresses(config.trustedProxies, (proxy) =>
    log.warn({ proxy }, 'X-Forwarded-For of a proxy that CLUSTERGATE_TRUSTED_PROXIES does not name is ignored'),
  )
  const caps = new ConnectionCaps(addresses, timer, (address, connections) =>
    log.warn({ address, connections }, 'an address holds as many connections as it may: more are closed at once'),
  )
  const constantHeaders = answerHeaders(config)
  const cors = new Cors(config.allowedOrigins)
  const ownOrigins = new OwnOrigins(config)
  const cookieName = sessionCookieName(config, keyFingerprint)
  const deviceName = deviceCookieName(config, keyFingerprint)
  const mediaTypes = new Map<string, string>()
  const front = new Front({
    hotPath,
    passages,
    authenticator,
    addresses,
    cookieName,
    parseCookie: (header) => server.parseCookie(header),
    ownOrigins,
    cors,
    mediaTypes,
    constantHeaders,
    isDraining: () => draining,
    log,
    onFault,
  })
  const server = fastify({
    bodyLimit: bodyBytesMax,
    serverFactory: (listener) =>
      openHttpServer(front.before(listener)).prependListener('connection', (socket) => caps.take(socket)),
    clientErrorHandler: (error, socket) =>
      refuseUnreadable(error, socket, addresses.peerOf(socket).address, constantHeaders, log),
    genReqId: (raw) => front.handedOf(raw as IncomingMessage)?.exchange.requestId ?? randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    // Who got in before the door closed is served like any other.
    return503OnClosing: false,
    // An address that cannot be decoded reaches neither hooks nor handlers.
    frameworkErrors: (_error, request, reply) => {
      begin(request, reply)
      refuse(nothingHere(), request, reply, onFault)
      logExchange(log, request.exchange, request.method, reply.statusCode)
    },
  })
  let draining = false
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    request.exchange = front.handedOf(request.raw)?.exchange ?? beginExchange(request.id, addresses.of(request.raw))
    // One after the other: an object made of all these by spreading would have a hidden class of its own each time.
    reply.headers(constantHeaders)
    reply.headers(cors.headersFor(request.headers) ?? {})
    reply.header('x-request-id', request.id)
    if (draining) reply.header('connection', 'close')
  }

  await server.register(cookies)
  server.removeContentTypeParser(['text/plain', 'application/json'])
  const parseJson = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    checkText(body as Buffer)
    parseJson(request, body.toString(), done)
  })
  server.decorateRequest('exchange', null as never)
  server.decorateRequest('context', undefined)
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply)
    const { httpVersion, rawHeaders } = request.raw
    checkFraming(request.headers, rawHeaders, httpVersion === '1.0' && probes.has(request.url))
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    if (!probes.has(request.url)) logExchange(log, request.exchange, request.method, reply.statusCode)
    done()
  })
  server.setErrorHandler((error, request, reply) => refuse(asRefusal(error), request, reply, onFault))
  server.setNotFoundHandler((request, reply) => refuse(nothingHere(), request, reply, onFault))
  const site = serveSite(server, config)

  server.get('/livez', async () => ({ status: 'live' }))
  server.get('/readyz', async (_request, reply) => {
    try {
      if (draining) throw new Error('draining')
      await ready()
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: draining ? 'draining' : 'not ready' })
    }
  })

  const seldom = new Seldom(timer)
  const refuseForgery = ({ headers, cookies }: FastifyRequest) => {
    try {
      checkForgery(headers, credentialsIn(headers, cookies[cookieName]), ownOrigins)
    } catch (error) {
      if (error instanceof UnknownAddress) {
        const told = { openedAt: error.origin.slice(0, 256), publicUrl: config.publicUrl }
        seldom.run(() => log.warn(told, 'the console was opened at an address that is not CLUSTERGATE_PUBLIC_URL'))
      }
      throw error
    }
  }
  const handle = fastifyApolloHandler(apollo, { context: async (request) => request.context as RequestContext })
  const answer = async (request: FastifyRequest, reply: FastifyReply, passage: Passage, handed?: Handed) => {
    const { exchange, headers } = request
    const credentials = credentialsIn(headers, request.cookies[cookieName])
    try {
      const given = givenIn(request)
      const { query, operationName, hash, values } = given
      const known = hash === undefined ? undefined : hotPath.cache.textOf(hash)
      const text = query ?? known
      if (!handed?.passage) await passage.begin(text, hasCredential(credentials))
      const cookies = {
        session: sessionCookie(cookieName, config, reply),
        devices: deviceCookie(deviceName, request.cookies[deviceName], devices, config, reply),
      }
      const context = await openContext(request, cookies, credentials, authenticator, passage, handed?.caller)
      request.context = context
      exchange.caller = context.caller
      if (!handed?.caller) {
        const isAnonymous = context.caller.kind === 'anonymous'
        await passage.join(context.caller, isAnonymous ? entranceIn(text, operationName) : undefined)
      }
      for (const value of values) checkGiven(value)
      if (hash !== undefined) checkHash(hash, query, known)
      if (text !== undefined && !hotPath.cache.has(text, operationName)) {
        checkNesting(text)
        checkDocument(text)
      }
      tellWhole(request, given, text)
      const { body, errorCodes } = complete((await handle.call(server, request, reply)) as string, request.id)
      if (passage.deadline.isGivenUp) throw overdue()
      for (const code of errorCodes) exchange.errorCodes.add(code)
      if (isPage(reply)) reply.headers(landingPageHeaders(body))
      else noteMediaType(mediaTypes, headers.accept ?? '', reply)
      return body
    } catch (error) {
      // Whoever was told already that it took too long is told nothing more.
      if (reply.sent) return undefined
      throw error
    } finally {
      passage.leave()
    }
  }

  server.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    onRequest: (request, reply, done) => {
      checkEncoding(request.headers)
      // Without parameters a GET asks for nothing but the landing page.
      if (request.method !== 'GET' || request.url.includes('?')) {
        refuseForgery(request)
      }
      const preflight = request.method === 'OPTIONS' ? cors.preflightFor(request.headers) : undefined
      if (preflight) return void reply.code(204).headers(preflight).send()
      const explorer = site.explorerFor(request)
      if (explorer) return void reply.redirect(explorer)
      done()
    },
    // A body that was read before stands in for the one that has run dry.
    preParsing: (request, _reply, payload, done) => {
      const handed = front.handedOf(request.raw)
      done(null, handed ? Readable.from(handed.body) : payload)
    },
    handler: (request, reply) => {
      const onOver = () => void refuse(overdue(), request, reply, onFault)
      const handed = front.handedOf(request.raw)
      if (handed) Object.assign(handed, { onOver, isTaken: true })
      const passage = handed?.passage ?? passages.open(onOver)
      return answer(request, reply, passage, handed)
    },
  })

  server.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: (_request, reply) => {
      reply.header('allow', 'GET, POST')
      throw new RequestRefused('Send a query by GET or POST, and a mutation by POST.', 405)
    },
    handler: () => {},
  })

  return {
    async listen() {
      // All that may come may come at once: whom the system's queue has no room for waits seconds to try again.
      await server.listen({ host: config.host, port: config.port, backlog: connectionLimits.connections })
      return (server.server.address() as { port: number }).port
    },
    async drain() {
      draining = true
      await new Promise((resolve) => setTimeout(resolve, graceMilliseconds))
      await server.close()
      await apollo.stop()
      passages.stop()
    },
  }
}

import { randomUUID } from 'node:crypto'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cookies from '@fastify/cookie'
import fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Authenticator } from '../auth/authenticate.ts'
import type { Config } from '../config.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { openApollo } from './apollo.ts'
import { askedOf, givenBy, queryOf } from './asked.ts'
import { checkEncoding, checkFraming, openHttpServer, refuseUnreadable } from './connections.ts'
import { Cors } from './cors.ts'
import { checkForgery, OwnOrigins } from './csrf.ts'
import { type Exchange, exchanges, logExchange, noteOperationName } from './exchange.ts'
import type { OnFault } from './format-error.ts'
import { answerHeaders, landingPageHeaders } from './headers.ts'
import { checkDocument } from './limits.ts'
import { faultOf, type Log } from './log.ts'
import { isPage, noteMediaType } from './media-type.ts'
import { checkGiven, checkNesting } from './nesting.ts'
import { openContext, sessionCookieName } from './open-context.ts'
import { servePages } from './pages/pages.ts'
import { HotPath } from './plans/hot-path.ts'
import { asRefusal, nothingHere, refuse } from './refuse.ts'

export interface ServerParts {
  readonly config: Config
  /** Behind the outer wall: for everything. */
  readonly schema: GraphQLSchema
  /** The same without the wall: for plans, which decide by themselves. */
  readonly plannedSchema: GraphQLSchema
  readonly authenticator: Authenticator
  readonly log: Log
  /** Throws unless a request could be served now. */
  readonly ready: () => Promise<void>
  readonly graceMilliseconds?: number
}

export interface Server {
  /** Answers with the port. */
  listen(): Promise<number>
  /** Readiness goes off, running requests finish, connections close. */
  drain(): Promise<void>
}

const bodyBytesMax = 256 * 1024
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
    log,
    ready,
    graceMilliseconds = graceMillisecondsDefault,
  } = parts
  const onFault: OnFault = (error, requestId) => log.error({ requestId, fault: faultOf(error) }, 'fault')
  const hotPath = new HotPath(plannedSchema)
  const apollo = await openApollo(config, schema, hotPath, onFault)
  const constantHeaders = answerHeaders(config)
  const cors = new Cors(config.allowedOrigins)
  const ownOrigins = new OwnOrigins(config)
  const cookieName = sessionCookieName(config)
  const server = fastify({
    bodyLimit: bodyBytesMax,
    serverFactory: openHttpServer,
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, constantHeaders, log),
    genReqId: () => randomUUID(),
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
    request.exchange = {
      requestId: request.id,
      startedAt: performance.now(),
      caller: undefined,
      operationName: undefined,
      planned: false,
      errorCodes: new Set(),
    }
    reply.headers({
      ...constantHeaders,
      ...cors.headersFor(request.headers),
      'x-request-id': request.id,
      ...(draining && { connection: 'close' }),
    })
  }

  await server.register(cookies)
  server.removeContentTypeParser('text/plain')
  server.decorateRequest('exchange', null as never)
  server.decorateRequest('context', undefined)
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    if (!probes.has(request.url)) logExchange(log, request.exchange, request.method, reply.statusCode)
    done()
  })
  server.setErrorHandler((error, request, reply) => refuse(asRefusal(error), request, reply, onFault))
  server.setNotFoundHandler((request, reply) => refuse(nothingHere(), request, reply, onFault))

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

  servePages(server)

  const mediaTypes = new Map<string, string>()
  const handle = fastifyApolloHandler(apollo, { context: async (request) => request.context as RequestContext })
  server.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      checkFraming(request.headers, request.raw.rawHeaders)
      checkEncoding(request.headers)
      // Without parameters a GET asks for nothing but the landing page.
      if (request.method !== 'GET' || request.url.includes('?')) {
        checkForgery(request.headers, request.cookies[cookieName], ownOrigins)
      }
      const preflight = request.method === 'OPTIONS' ? cors.preflightFor(request.headers) : undefined
      if (preflight) return reply.code(204).headers(preflight).send()
    },
    preHandler: async (request, reply) => {
      request.context = await openContext(request, reply, config, authenticator)
      request.exchange.caller = request.context.caller
    },
    handler: async (request, reply) => {
      const { exchange, context } = request
      for (const given of givenBy(request)) checkGiven(given)
      const accepted = request.headers.accept ?? ''
      const mediaType = mediaTypes.get(accepted)
      const asked = askedOf(request)
      const answered = asked && mediaType && (await hotPath.answer(asked, context as RequestContext))
      if (answered) {
        exchange.planned = true
        noteOperationName(exchange, answered.operationName)
        for (const code of answered.errorCodes) exchange.errorCodes.add(code)
        return reply.type(mediaType).send(answered.body)
      }
      const text = asked?.query ?? queryOf(request)
      if (text !== undefined && !hotPath.cache.has(text, asked?.operationName)) {
        checkNesting(text)
        checkDocument(text)
      }
      const body = await exchanges.run(exchange, () => handle.call(server, request, reply))
      if (isPage(reply)) reply.headers(landingPageHeaders(body as string))
      else noteMediaType(mediaTypes, accepted, reply)
      return body
    },
  })

  return {
    async listen() {
      await server.listen({ host: config.host, port: config.port })
      return (server.server.address() as { port: number }).port
    },
    async drain() {
      draining = true
      await new Promise((resolve) => setTimeout(resolve, graceMilliseconds))
      await server.close()
      await apollo.stop()
    },
  }
}

import { randomUUID } from 'node:crypto'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cookies from '@fastify/cookie'
import fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Authenticator } from '../auth/authenticate.ts'
import type { Origin } from '../auth/caller.ts'
import type { Config } from '../config.ts'
import { ClustergateError } from '../errors.ts'
import { RequestContext, type SessionCookie } from '../requests/request-context.ts'
import { checkValues } from './check-values.ts'
import { checkEncoding, checkFraming, openHttpServer, RequestRefused, refuseUnreadable } from './connections.ts'
import { Cors } from './cors.ts'
import { checkForgery, OwnOrigins } from './csrf.ts'
import { type Exchange, exchanges } from './exchange.ts'
import { beforeExecution, type OnFault, present } from './format-error.ts'
import { answerHeaders, landingPageHeaders } from './headers.ts'
import { checkDocument, costOf, refusalOfCost } from './limits.ts'
import { faultOf, type Log } from './log.ts'
import { expectsLegacyStatus, mediaTypeFor } from './media-type.ts'
import { checkGiven, checkNesting } from './nesting.ts'
import { type Asked, HotPath } from './plans/hot-path.ts'

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
const tokensMax = 2_000
const clientLengthMax = 128
const operationNameLengthMax = 64
const requestErrorsMax = 5
/** A request that carries it, whatever its value, is told in `extensions.cost` what it cost. */
const costHeader = 'clustergate-cost'
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
  server.addHook('onRequest', async (request, reply) => begin(request, reply))
  server.addHook('onResponse', async (request, reply) => {
    if (!probes.has(request.url)) logExchange(log, request.exchange, request.method, reply.statusCode)
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
        exchange.operationName = answered.operationName?.slice(0, operationNameLengthMax)
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

/** The document of a request of any form; undefined where there is none. */
function queryOf({ body, query }: FastifyRequest): string | undefined {
  const texts = [body, query].map((part) => (part as { query?: unknown } | null | undefined)?.query)
  return texts.find((text) => typeof text === 'string') as string | undefined
}

/** The variables and extensions of a request of any form. */
function givenBy({ body, query }: FastifyRequest): unknown[] {
  const { variables, extensions } = (body ?? query ?? {}) as Record<string, unknown>
  return [variables, extensions].map((given) => (typeof given === 'string' ? parsed(given) : given))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Apollo Server says what is wrong with it.
    return undefined
  }
}

/** A query as most clients send it; undefined for anything that Apollo Server should look at. */
function askedOf({ method, headers, body }: FastifyRequest): Asked | undefined {
  if (method !== 'POST' || !headers['content-type']?.startsWith('application/json')) return undefined
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const { query, operationName, variables, extensions } = body as Record<string, unknown>
  const usual =
    headers[costHeader] === undefined &&
    typeof query === 'string' &&
    (operationName === undefined || operationName === null || typeof operationName === 'string') &&
    (variables === undefined || variables === null || (typeof variables === 'object' && !Array.isArray(variables))) &&
    (extensions === undefined || extensions === null)
  return usual ? ({ query, operationName, variables } as Asked) : undefined
}

const isPage = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/html')

const mediaTypesMax = 50

/** Remembers what Apollo Server answers clients that accept this. */
function noteMediaType(mediaTypes: Map<string, string>, accepted: string, reply: FastifyReply): void {
  const mediaType = reply.getHeader('content-type')
  if (reply.statusCode !== 200 || typeof mediaType !== 'string' || accepted.length > 256) return
  // Whoever makes up many of them slows others down for one request, not for good.
  if (mediaTypes.size >= mediaTypesMax) mediaTypes.clear()
  mediaTypes.set(accepted, mediaType)
}

async function openApollo(
  config: Config,
  schema: GraphQLSchema,
  hotPath: HotPath,
  onFault: OnFault,
): Promise<ApolloServer<RequestContext>> {
  const noteOperation: ApolloServerPlugin<RequestContext> = {
    async requestDidStart() {
      return {
        async willSendResponse({ request, document, operation, response, errors }) {
          const { http } = response
          const unreadable = errors?.some(({ extensions }) => extensions.code === 'BAD_REQUEST')
          if (http.status === 400 && !unreadable && expectsLegacyStatus(request.http?.headers.get('accept'))) {
            http.status = 200
          }
          // A document can be wrong in a hundred places; the first few tell enough.
          if (response.body.kind === 'single' && !('data' in response.body.singleResult)) {
            const { singleResult } = response.body
            singleResult.errors = singleResult.errors?.slice(0, requestErrorsMax)
          }
          if (!request.http?.headers.get(costHeader) || !document || !operation || response.body.kind !== 'single')
            return
          const { singleResult } = response.body
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: costOf(document, operation, request.variables ?? {}),
          }
        },
        async didResolveOperation({ operationName, request, source, document, operation, contextValue }) {
          const exchange = exchanges.getStore()
          if (exchange) exchange.operationName = operationName?.slice(0, operationNameLengthMax)
          if (!operation) return
          const refused = refusalOfCost(costOf(document, operation, request.variables ?? {}))
          if (refused) throw beforeExecution(refused)
          const asked = { query: source, operationName: request.operationName, variables: null }
          hotPath.learn(asked, { document, operation }, contextValue.caller)
        },
      }
    },
  }
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // Whatever NODE_ENV says, the gateway behaves alike.
    nodeEnv: 'production',
    // `checkForgery` has looked, and knows who is in danger: those with a cookie.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: tokensMax },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageLocalDefault({ embed: true, includeCookies: true }),
      checkValues,
      noteOperation,
    ],
    formatError(formatted, error) {
      const exchange = exchanges.getStore()
      const presented = present(error, exchange?.requestId ?? '', onFault, formatted)
      exchange?.errorCodes.add(presented.extensions.code)
      return presented
    },
  })
  await apollo.start()
  return apollo
}

async function openContext(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Config,
  authenticator: Authenticator,
): Promise<RequestContext> {
  const cookie = sessionCookie(config, reply)
  const credentials = { authorization: request.headers.authorization, cookie: request.cookies[cookie.name] }
  try {
    return new RequestContext(await authenticator.authenticate(credentials, originOf(request)), cookie)
  } catch (error) {
    // The browser cannot take back an HttpOnly cookie by itself, and would be refused for ever.
    if (credentials.cookie !== undefined && (error as ClustergateError).code === 'UNAUTHENTICATED') cookie.clear()
    throw error
  }
}

const unprintable = /[^\x20-\x7e]/g

const originOf = (request: FastifyRequest): Origin => ({
  requestId: request.id,
  ip: request.ip,
  client: (request.headers['user-agent'] ?? '').replace(unprintable, '').slice(0, clientLengthMax),
})

const isSecure = ({ publicUrl }: Config): boolean => publicUrl.startsWith('https:')

/** The prefix makes browsers insist on Secure, this host and the path `/`, which plain HTTP on localhost cannot offer. */
const sessionCookieName = (config: Config): string => (isSecure(config) ? '__Host-clustergate' : 'clustergate')

function sessionCookie(config: Config, reply: FastifyReply): SessionCookie & { readonly name: string } {
  const name = sessionCookieName(config)
  const secure = isSecure(config)
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
  return {
    name,
    set: (secret, expiresAt) => void reply.setCookie(name, secret, { ...options, expires: new Date(expiresAt) }),
    clear: () => void reply.clearCookie(name, options),
  }
}

const nothingHere = () => new ClustergateError('NOT_FOUND', 'There is nothing here; the API is at /graphql.')

const statusOf: Partial<Record<string, number>> = {
  QUERY_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
}

/** Fastify's own complaints about a request (its size, its JSON, its media type), in the contract's words. */
function asRefusal(error: unknown): unknown {
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
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, onFault: OnFault): FastifyReply {
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

function logExchange(log: Log, exchange: Exchange, method: string, status: number): void {
  const { requestId, startedAt, caller, operationName, planned, errorCodes } = exchange
  log.info(
    {
      requestId,
      method,
      status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      operationName,
      planned,
      caller: caller?.kind ?? 'refused',
      callerId: caller?.id,
      accountId: caller && caller.kind !== 'anonymous' ? caller.accountId : undefined,
      outcome: errorCodes.size === 0 ? 'ok' : [...errorCodes].join(','),
    },
    'request',
  )
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { KnownDevices } from '../../auth/known-devices.ts'
import type { Config } from '../../config.ts'
import { beginRequest, endRequest } from '../../traces/request-span.ts'
import { AdmissionControl } from '../admission/admission.ts'
import { Answers } from '../graphql/answer.ts'
import { openApollo } from '../graphql/apollo.ts'
import { Planned } from '../graphql/planned.ts'
import { faultOf, type Log } from '../log.ts'
import { logRequests, openEntry, type Report, type RequestLogEntry } from '../request-log.ts'
import { ClientAddresses } from './client-address.ts'
import { ConnectionCaps } from './connection-caps.ts'
import { checkFraming, connectionLimits, isUnreadable, openHttpServer, refuseUnreadable } from './connections.ts'
import { Cors } from './cors.ts'
import { OwnOrigins } from './csrf.ts'
import type { Replies } from './exchange.ts'
import { waitForSilence, waitMilliseconds } from './grace.ts'
import { GraphQLEndpoint, isForEndpoint } from './graphql-endpoint.ts'
import { answerHeaders } from './headers.ts'
import { type Identity, probes, serveHealth, tellDoctor } from './health.ts'
import { OncePerMinute } from './once-per-minute.ts'
import { asRefusal, nothingHere, refusalOf } from './refusal.ts'
import { type Site, serveSite } from './site.ts'

export interface ServerParts {
  readonly config: Config
  /** The schema behind the shield, which Apollo Server and mutations run on. */
  readonly schema: GraphQLSchema
  /** The same schema without the shield, for plans, which decide by themselves. */
  readonly plannedSchema: GraphQLSchema
  readonly authenticator: Authenticator
  /** A fingerprint of the master key, for the names of cookies. */
  readonly keyFingerprint: string
  readonly devices: KnownDevices
  readonly log: Log
  /** Called with every request, in addition to the log. */
  readonly report?: Report | undefined
  /** Throws where no request could be served now. */
  readonly ready: () => Promise<void>
  /** Which gateway this is, for somebody who proves to have the master key by a question. */
  readonly identify: (question: string) => Identity | undefined
  /** A monotonic clock, in milliseconds. */
  readonly timer: () => number
  readonly graceMilliseconds?: number | undefined
}

export interface Server {
  /** How many requests the process works on, and how many wait for their turn. */
  readonly places: { readonly inUse: number; readonly waiting: number }
  /** Starts to listen; answers with the port. */
  listen(): Promise<number>
  /** Ends readiness, lets running requests finish, and closes connections. */
  drain(): Promise<void>
}

/** Opens the HTTP server: `/graphql` is served without Fastify, everything else by it. */
export async function openServer(parts: ServerParts): Promise<Server> {
  const { config, schema, plannedSchema, authenticator, keyFingerprint, devices, log, ready, timer } = parts
  let draining = false
  let requestsCount = 0
  const isDraining = () => draining
  const replies = repliesOf(parts, isDraining)
  const { onFault } = replies
  const planned = new Planned(plannedSchema, schema, onFault)
  const apollo = await openApollo(config, schema, planned, onFault)
  const control = new AdmissionControl(
    { principal: config.pointsPerMinute, network: config.anonymousPointsPerMinute },
    timer,
  )
  const oncePerMinute = new OncePerMinute(timer)
  let endpoint: GraphQLEndpoint
  const route = (others: RequestListener) => (request: IncomingMessage, response: ServerResponse) => {
    if (!probes.has(request.url ?? '')) requestsCount++
    if (isForEndpoint(request)) void endpoint.serve(request, response)
    else others(request, response)
  }
  let site: Site
  const server = openFastify(parts, replies, route, (request, reply) => {
    if (site.sendNotFound(request.raw, reply)) request.entry.errorCodes.add('NOT_FOUND')
    else throw nothingHere()
  })
  site = serveSite(server, config)
  serveHealth(server, isDraining, ready, tellDoctor(replies.addresses, parts.identify))
  endpoint = new GraphQLEndpoint({
    ...replies,
    config,
    control,
    authenticator,
    keyFingerprint,
    devices,
    ownOrigins: new OwnOrigins(config),
    cache: planned.cache,
    answers: new Answers(planned, apollo),
    explorerFor: site.explorerFor,
    onUnknownAddress: ({ origin }) => {
      const told = { openedAt: origin.slice(0, 256), publicUrl: config.publicUrl }
      oncePerMinute.run(() => log.warn(told, 'the console was opened at an address that is not CLUSTERGATE_PUBLIC_URL'))
    },
  })

  return {
    places: control.slots,
    async listen() {
      // All connections may come at once: one that does not fit into the system's queue is tried again only after seconds.
      await server.listen({ host: config.host, port: config.port, backlog: connectionLimits.connections })
      return (server.server.address() as { port: number }).port
    },
    async drain() {
      draining = true
      const grace = parts.graceMilliseconds ?? waitMilliseconds
      await waitForSilence(
        () => requestsCount,
        () => delay(grace),
      )
      await server.close()
      await apollo.stop()
      control.stop()
    },
  }
}

function repliesOf({ config, log, report }: ServerParts, isDraining: () => boolean): Replies {
  const logRequest = logRequests(log)
  return {
    addresses: new ClientAddresses(config.trustedProxies, (proxy) =>
      log.warn({ proxy }, 'X-Forwarded-For of a proxy that CLUSTERGATE_TRUSTED_PROXIES does not name is ignored'),
    ),
    cors: new Cors(config.allowedOrigins),
    constantHeaders: answerHeaders(config),
    isDraining,
    onFault: (error, requestId) => log.error({ requestId, fault: faultOf(error) }, 'fault'),
    report: (entry) => {
      logRequest(entry)
      // What is answered is answered, whatever becomes of its measurement.
      try {
        report?.(entry)
        if (entry.span) endRequest(entry.span, entry)
      } catch (fault) {
        log.error({ requestId: entry.requestId, fault: faultOf(fault) }, 'a request could not be measured')
      }
    },
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    entry: RequestLogEntry
  }
}

/** Fastify, which serves pages and probes; `route` takes out the requests to `/graphql`, `notFound` answers the others. */
function openFastify(
  { log, timer }: ServerParts,
  { addresses, cors, constantHeaders, isDraining, onFault, report }: Replies,
  route: (others: RequestListener) => RequestListener,
  notFound: (request: FastifyRequest, reply: FastifyReply) => void,
): FastifyInstance {
  const caps = new ConnectionCaps(addresses, timer, (address, connections) =>
    log.warn({ address, connections }, 'an address holds as many connections as it may: more are closed at once'),
  )
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    request.entry = openEntry(request.id, addresses.of(request.raw), request.method)
    request.entry.isProbe = probes.has(request.url)
    if (!request.entry.isProbe) {
      const { isTrusted } = addresses.peerOf(request.raw.socket)
      request.entry.span = beginRequest(request.raw, request.routeOptions.url, isTrusted)
    }
    request.entry.way = 'site'
    reply.headers(constantHeaders)
    reply.headers(cors.headersFor(request.headers) ?? {})
    reply.header('x-request-id', request.id)
    if (isDraining()) reply.header('connection', 'close')
  }
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { code, status, headers, body } = refusalOf(error, request.id, request.headers.accept, onFault)
    request.entry.errorCodes.add(code)
    return reply.code(status).headers(headers).send(body)
  }
  const end = (request: FastifyRequest, reply: FastifyReply) => {
    request.entry.status = reply.statusCode
    if (!isUnreadable(request.raw)) report(request.entry)
  }
  const server = fastify({
    serverFactory: (listener) =>
      openHttpServer(route(listener)).prependListener('connection', (socket) => caps.take(socket)),
    clientErrorHandler: (error, socket) =>
      refuseUnreadable(error, socket, addresses.peerOf(socket).address, constantHeaders, report),
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    // Requests on open connections are served while the server closes.
    return503OnClosing: false,
    // A URL that cannot be decoded reaches neither hooks nor handlers.
    frameworkErrors: (_error, request, reply) => {
      begin(request, reply)
      try {
        notFound(request, reply)
      } catch (error) {
        refuse(error, request, reply)
      }
      end(request, reply)
    },
  })
  server.setNotFoundHandler(notFound)
  server.removeAllContentTypeParsers()
  server.decorateRequest('entry')
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply)
    const { httpVersion, rawHeaders } = request.raw
    checkFraming(request.headers, rawHeaders, httpVersion === '1.0' && request.entry.isProbe)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    end(request, reply)
    done()
  })
  server.setErrorHandler((error, request, reply) => refuse(asRefusal(error), request, reply))
  return server as unknown as FastifyInstance
}

import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { ClustergateError } from '../../errors.ts'
import { openEntry, type Report } from '../request-log.ts'

/** The limits of connections: they end slow headers, endless bodies and idle connections. */
export const connectionLimits = {
  /** Together with the interval of Node's checks: a silent connection is closed within 10 s. */
  headersMilliseconds: 8_000,
  requestMilliseconds: 30_000,
  /** Longer than the usual 60 s of load balancers: if the gateway closed first, requests could be lost. */
  keepAliveMilliseconds: 65_000,
  /** Nothing is sent or received for this time while a request is under way: the client does not read its answer. */
  stalledMilliseconds: 40_000,
  checkEveryMilliseconds: 1_000,
  requestsPerConnection: 10_000,
  connections: 2_000,
  /** Of one IPv4 address, or of one /64 network of IPv6. */
  connectionsOfAddress: 500,
  connectionsOfProxy: 1_900,
  headerBytes: 16 * 1024,
  headers: 100,
} as const

export const bodyBytesMax = 256 * 1024

/** Node's server with these limits, and its strict parser; `options` take precedence. */
export function openHttpServer(listener: RequestListener, options: ServerOptions = {}): Server {
  const server = createServer(
    {
      headersTimeout: connectionLimits.headersMilliseconds,
      requestTimeout: connectionLimits.requestMilliseconds,
      keepAliveTimeout: connectionLimits.keepAliveMilliseconds,
      connectionsCheckingInterval: connectionLimits.checkEveryMilliseconds,
      maxHeaderSize: connectionLimits.headerBytes,
      insecureHTTPParser: false,
      // `checkFraming` checks it: Node's own refusal has no body, and none of our headers.
      requireHostHeader: false,
      ...options,
    },
    listener,
  )
  // `checkFraming` refuses an `Expect` that Node does not know, too.
  server.on('checkExpectation', listener)
  server.maxRequestsPerSocket = connectionLimits.requestsPerConnection
  server.maxConnections = connectionLimits.connections
  server.timeout = connectionLimits.stalledMilliseconds
  return server
}

/** A refusal with its HTTP status, for a request whose form is wrong, whatever it asks for. */
export class RequestRefused extends ClustergateError {
  constructor(
    message: string,
    readonly statusCode: number,
  ) {
    super('BAD_INPUT', message)
  }
}

/** A host with or without a port; no path, user or blank. */
const hostForm = /^[\w.:[\]-]+$/

/**
 * Throws RequestRefused for a request that a proxy and the gateway could read differently, which is how requests are
 * smuggled. Probes by HTTP/1.0 may lack a host.
 */
export function checkFraming(headers: IncomingHttpHeaders, rawHeaders: readonly string[], mayLackHost = false): void {
  if (rawHeaders.length > 2 * connectionLimits.headers) throw new RequestRefused('There are too many headers.', 431)
  if (timesOf('authorization', rawHeaders) > 1) throw new RequestRefused('Send one Authorization header.', 400)
  const hosts = timesOf('host', rawHeaders)
  if (hosts > 1 || (hosts === 1 && !isHost(headers.host)) || (hosts === 0 && !mayLackHost)) {
    throw new RequestRefused('The request must name one host.', 400)
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    throw new RequestRefused('Expect nothing but 100-continue.', 417)
  }
  const encoding = headers['transfer-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') {
    throw new RequestRefused('The body may be chunked, and nothing else.', 400)
  }
}

function timesOf(header: string, rawHeaders: readonly string[]): number {
  let times = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    if (name.length === header.length && name.toLowerCase() === header) times++
  }
  return times
}

/** The hosts that were found valid last: nearly all requests name the same few. */
const validHosts = new Set<string>()
const validHostsMax = 50

function isHost(host = ''): boolean {
  if (validHosts.has(host)) return true
  if (!hostForm.test(host) || !URL.canParse(`http://${host}/`)) return false
  if (validHosts.size >= validHostsMax) validHosts.clear()
  validHosts.add(host)
  return true
}

const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i

/** Throws RequestRefused for a compressed body, which could unpack to any size, and for one that is not UTF-8. */
export function checkEncoding(headers: IncomingHttpHeaders): void {
  const compression = headers['content-encoding']
  if (compression !== undefined && compression.toLowerCase() !== 'identity') {
    throw new RequestRefused('Send the body without a content-encoding.', 415)
  }
  const type = headers['content-type']
  const named = type?.includes(';') ? charset.exec(type)?.[1]?.toLowerCase() : undefined
  if (named !== undefined && named !== 'utf-8' && named !== 'utf8') {
    throw new RequestRefused('Send the body in UTF-8.', 415)
  }
}

/** Throws RequestRefused for bytes that are not UTF-8: Node's decoder would replace them without an error. */
export function checkText(body: Buffer): void {
  if (!isUtf8(body)) throw new RequestRefused('Send the body in UTF-8.', 400)
}

/** Connections on which a request could not be parsed, and was refused. */
const refusedSockets = new WeakSet<Socket>()

/** Whether a request was refused, and reported, as one that cannot be parsed: its body broke off in the middle. */
export const isUnreadable = ({ socket }: IncomingMessage): boolean => refusedSockets.has(socket)

const unparsable: Record<string, readonly [status: string, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
}

/**
 * Refuses a request that Node could not parse, without quoting it, and closes the connection. Earlier requests of the
 * same connection are answered first: a client takes answers in the order of its requests.
 */
export function refuseUnreadable(
  error: Error & { readonly code?: string },
  socket: Socket,
  ip: string | null,
  headers: Readonly<Record<string, string>>,
  report: Report,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  // Node has no public name for the answer under way; its own default refusal uses this one, too.
  const { _httpMessage: underWay } = socket as Socket & { readonly _httpMessage?: ServerResponse }
  if (underWay?.req.complete) {
    socket.pause()
    underWay.once('close', () => refuseUnreadable(error, socket, ip, headers, report))
    return
  }
  refusedSockets.add(socket)
  const requestId = randomUUID()
  const [status, message] = unparsable[error.code ?? ''] ?? ['400 Bad Request', 'The request is not valid HTTP.']
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_INPUT', requestId } }] })
  const lines = Object.entries({
    ...headers,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy())
  const entry = openEntry(requestId, ip, underWay?.req.method)
  entry.errorCodes.add('BAD_INPUT')
  entry.status = Number(status.slice(0, 3))
  report(entry)
}

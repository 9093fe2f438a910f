import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { beginRequest } from '../../traces/request-span.ts'
import type { OnFault } from '../graphql/format-error.ts'
import { openEntry, type Report, type RequestLogEntry } from '../request-log.ts'
import type { ClientAddresses } from './client-address.ts'
import { isUnreadable } from './connections.ts'
import type { Cors } from './cors.ts'
import { refusalOf } from './refusal.ts'

/** An HTTP answer, without the headers that all answers have. */
export interface Reply {
  readonly status: number
  readonly headers: Iterable<readonly [name: string, value: string]>
  readonly body: string
}

/** The parts of the gateway that every answer needs. */
export interface Replies {
  readonly addresses: ClientAddresses
  readonly cors: Cors
  readonly constantHeaders: Readonly<Record<string, string>>
  readonly isDraining: () => boolean
  readonly onFault: OnFault
  readonly report: Report
}

/** One request to `/graphql` and its answer, which is sent and reported once. */
export class Exchange {
  readonly entry: RequestLogEntry
  readonly #cookies = new Map<string, string>()
  #isAnswered = false

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly replies: Replies,
  ) {
    const { addresses } = replies
    this.entry = openEntry(randomUUID(), addresses.of(request), request.method)
    this.entry.span = beginRequest(request, '/graphql', addresses.peerOf(request.socket).isTrusted)
  }

  readonly setCookie = (name: string, line: string): void => void this.#cookies.set(name, line)

  /** Does nothing where the request is answered already, such as at its deadline. */
  send({ status, headers, body }: Reply): void {
    if (this.#isAnswered || isUnreadable(this.request)) return
    this.#isAnswered = true
    const { response, entry, request, replies } = this
    const lines = ['x-request-id', entry.requestId]
    const bytes = Buffer.byteLength(body)
    if (status !== 204) lines.push('content-length', String(bytes))
    // The rest of a body that is too large is not read.
    if (replies.isDraining() || status === 413) lines.push('connection', 'close')
    for (const [name, value] of headers) addHeader(lines, lines.length, name, value)
    addOthers(lines, replies.cors.headersFor(request.headers))
    addOthers(lines, replies.constantHeaders)
    for (const line of this.#cookies.values()) lines.push('set-cookie', line)
    response.writeHead(status, lines)
    // A text of ASCII alone has the same bytes in Latin-1, which Node copies instead of encoding them.
    response.end(body, bytes === body.length ? 'latin1' : 'utf8')
    entry.status = status
    replies.report(entry)
  }

  refuse(error: unknown): void {
    if (this.#isAnswered) return
    const { entry, request, replies } = this
    const { code, status, headers, body } = refusalOf(error, entry.requestId, request.headers.accept, replies.onFault)
    entry.errorCodes.add(code)
    this.send({ status, headers: Object.entries(headers), body })
  }
}

/** Adds headers, except those that the answer sets itself. */
function addOthers(lines: string[], headers: Readonly<Record<string, string>> | undefined): void {
  const end = lines.length
  for (const name in headers) addHeader(lines, end, name, headers[name] as string)
}

/** Adds a header, unless one of this name is among the lines before `end`. */
function addHeader(lines: string[], end: number, name: string, value: string): void {
  for (let at = 0; at < end; at += 2) if (lines[at] === name) return
  lines.push(name, value)
}

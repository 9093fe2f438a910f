import type { IncomingMessage, ServerResponse } from 'node:http'
import { SideListener } from '../gateway/http/side-listener.ts'
import type { Report } from './health.ts'

/** Less than Prometheus waits by default, so that it gets an answer in any case. */
const drainMilliseconds = 2_000

export interface ListenerParts {
  readonly contentType: string
  readonly scrape: () => Promise<string>
  readonly health: () => Promise<Report>
  readonly onFault: (error: unknown) => void
}

/** The body of an answer, with its type. */
interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

const json = (status: number, value: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
})

const nothing = json(404, { error: 'There is nothing here but /metrics, /livez and /readyz.' })
const notAllowed = json(405, { error: 'Send a GET.' })
const failed = json(500, { error: 'The metrics could not be collected; see the log.' })

/** Answers `/metrics` and the probes on a port of their own, and nothing else: operators keep it to a private network. */
export class MetricsListener {
  readonly #side: SideListener

  constructor(private readonly parts: ListenerParts) {
    this.#side = new SideListener((request, response) => this.#serve(request, response))
  }

  /** Answers with the port. */
  listen(host: string, port: number): Promise<number> {
    return this.#side.listen(host, port)
  }

  /** Lets running requests finish, and closes all connections. */
  drain(): Promise<void> {
    return this.#side.drain(drainMilliseconds)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(request, response, await this.#answer(request))
    } catch (error) {
      this.parts.onFault(error)
      send(request, response, failed)
    }
  }

  async #answer({ method, url = '', headers }: IncomingMessage): Promise<Answer> {
    const [path, query] = url.split('?', 2)
    if (path !== '/metrics' && path !== '/livez' && path !== '/readyz') return nothing
    if (method !== 'GET' && method !== 'HEAD') return notAllowed
    if (path === '/livez') return json(200, { status: 'live' })
    if (path === '/metrics') return { status: 200, type: this.parts.contentType, body: await this.parts.scrape() }
    const report = await this.parts.health()
    const status = report.status === 'ready' ? 200 : 503
    if (!new URLSearchParams(query).has('verbose')) return json(status, { status: report.status })
    if (headers.accept?.includes('application/json')) return json(status, report)
    return { status, type: 'text/plain; charset=utf-8', body: inLines(report) }
  }
}

const marks = { ok: '+', warning: '!', failing: '-' } as const

/** As Kubernetes prints the checks of its own programs. */
const inLines = ({ status, checks }: Report): string =>
  [...checks.map(({ name, state, says }) => `[${marks[state]}] ${name}: ${says}`), status, ''].join('\n')

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  response
    .writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 405 && { allow: 'GET, HEAD' }),
    })
    .end(method === 'HEAD' ? undefined : body)
}

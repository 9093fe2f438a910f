import type { Agent } from 'undici'
import { inCall } from '../../traces/call-span.ts'
import { type Call, ClusterError } from './driver.ts'

/** The time limit of one call. */
const callMilliseconds = 5_000

/** More than the longest list that a cluster answers with; an answer without end must not fill the memory. */
const answerBytesMax = 64 * 1024 * 1024

export interface ClusterRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its query string; begins with a slash. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface ClusterAnswer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Sends requests to the management API of one cluster. Redirects are refused: the operator has named the address. */
export class ClusterHttp {
  readonly #base: string
  readonly #settings: Agent.Options
  /** Loaded with the first call: a command that calls no cluster starts without it. */
  #agent: Agent | undefined
  #isClosed = false

  /**
   * `api` is what traces call the API. `ca` holds certificate authorities in PEM that are trusted instead of the
   * system's; `named` is what messages call the one who answers.
   */
  constructor(
    private readonly api: string,
    url: string,
    ca?: string,
    private readonly named = 'cluster',
  ) {
    this.#base = url.replace(/\/+$/, '')
    this.#settings = {
      connect: { timeout: callMilliseconds, ...(ca !== undefined && { ca }) },
      connections: 8,
      headersTimeout: callMilliseconds,
      bodyTimeout: callMilliseconds,
      maxResponseSize: answerBytesMax,
    }
  }

  /** Throws ClusterError when there is no whole answer, or a redirect. */
  send(request: ClusterRequest, call: Call): Promise<ClusterAnswer> {
    return inCall({ ...request, api: this.api }, (headers) => this.#send(request, headers, call))
  }

  async #send(
    { method, path, headers, body }: ClusterRequest,
    traced: Readonly<Record<string, string>>,
    { signal }: Call,
  ): Promise<ClusterAnswer> {
    const { Agent, request } = await import('undici')
    this.#agent ??= new Agent(this.#settings)
    if (this.#isClosed) await this.#agent.destroy()
    try {
      const answer = await request(`${this.#base}${path}`, {
        method,
        headers: { ...headers, ...traced },
        body: body ?? null,
        dispatcher: this.#agent,
        signal: AbortSignal.any([signal, AbortSignal.timeout(callMilliseconds)]),
      })
      const text = await answer.body.text()
      if (answer.statusCode >= 300 && answer.statusCode < 400) {
        throw new ClusterError('PROTOCOL', `The ${this.named} answered with a redirect, which is not followed.`)
      }
      return { status: answer.statusCode, text, headers: answer.headers }
    } catch (error) {
      throw error instanceof ClusterError ? error : unreachable(error, this.named)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#agent?.destroy()
  }
}

/** Faults after which no byte of the request can have reached the cluster. */
const beforeSending = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/
const certificateFault = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/

function unreachable(error: unknown, named: string): ClusterError {
  const { code = '', name = '' } = error as { code?: unknown; name?: unknown }
  const fault = String(code || name)
  if (certificateFault.test(fault)) {
    return new ClusterError('UNREACHABLE', `The certificate of the ${named} is not trusted (${fault}).`, {
      retry: true,
      unknown: false,
    })
  }
  return new ClusterError('UNREACHABLE', `The ${named} does not answer (${fault}).`, {
    retry: true,
    unknown: !beforeSending.test(fault),
  })
}

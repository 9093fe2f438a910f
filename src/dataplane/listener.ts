import type { IncomingMessage, ServerResponse } from 'node:http'
import { SideListener } from '../gateway/http/side-listener.ts'
import { within } from '../time-limit.ts'
import { inCheck, type TellOutcome } from '../traces/check-span.ts'
import { parseIpAddress } from '../values/ip-address.ts'
import { answerCheck, answerUnavailable } from './answers.ts'
import type { Check } from './check.ts'
import type { Decision } from './decision.ts'
import type { Denials } from './denials.ts'
import type { Introspection } from './introspection.ts'
import { answerIntrospection } from './introspection-endpoint.ts'
import { type OriginalRequest, readEnvoyRequest, readOriginalRequest } from './original-request.ts'
import { Refusal } from './refusal.ts'
import type { Usage } from './usage.ts'

/** Queries of 60,000 characters are sent in headers, encoded. */
const headerBytesMax = 131_072

/** How long a check waits for the store. The proxy should wait longer than this, so that it gets the 503. */
export const storeMilliseconds = 1_500

const drainMilliseconds = storeMilliseconds + 500

/** The address of a check. Caddy appends the client's query string, which is in X-Forwarded-Uri as well. */
const checkPath = /^\/dataplane\/([\w-]{1,64})\/check(?:\?.*)?$/s
/** The address prefix that Envoy is given; the client's own path follows. */
const envoyPath = /^\/dataplane\/([\w-]{1,64})\/check\/envoy(\/.*)$/s

export type OnChecked = (decision: Decision | undefined, milliseconds: number) => void
export type OnIntrospected = (outcome: 'ACTIVE' | 'INACTIVE' | 'UNKNOWN_PROXY' | 'UNAVAILABLE') => void

export interface ListenerParts {
  readonly check: Check
  readonly introspection: Introspection
  readonly usage: Usage
  readonly denials: Denials
  /** Called with each answer to a check, and how long it took; undefined where the store could not be asked. */
  readonly onChecked: OnChecked | undefined
  /** Called with each answer to an introspection. */
  readonly onIntrospected: OnIntrospected | undefined
  readonly onFault: (error: unknown) => void
  /** Called when somebody asks without the secret of a proxy. */
  readonly onUnknownProxy: () => void
}

/** A check that is asked for. */
interface Asked {
  readonly clusterId: string
  readonly yes: 200 | 204
  /** Throws Refusal. */
  read(): OriginalRequest
}

/** Answers checks, on a port of its own: it says which tokens are valid, and hands out credentials of clusters. */
export class Listener {
  readonly #side: SideListener

  constructor(private readonly parts: ListenerParts) {
    this.#side = new SideListener((request, response) => this.#serve(request, response), {
      maxHeaderSize: headerBytesMax,
      // Of a header that comes twice, Node would otherwise drop one.
      joinDuplicateHeaders: true,
    })
  }

  /** Answers with the port. */
  listen(host: string, port: number): Promise<number> {
    return this.#side.listen(host, port)
  }

  /** Lets running checks finish, which they do within the time that they wait for the store; closes all connections. */
  drain(): Promise<void> {
    return this.#side.drain(drainMilliseconds)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { onChecked, onIntrospected, onFault } = this.parts
    const isIntrospection = request.url === '/introspect'
    const startedAt = performance.now()
    try {
      if (isIntrospection) {
        const introspect = (tell: TellOutcome) => this.#answerIntrospection(request, response, tell)
        const outcome = await inCheck('/introspect', request.headers, introspect)
        onIntrospected?.(outcome)
      } else {
        const answer = (tell: TellOutcome) => this.#answerCheck(request, response, tell)
        const decision = await inCheck('/dataplane/{cluster}/check', request.headers, answer)
        onChecked?.(decision, performance.now() - startedAt)
      }
    } catch (error) {
      if (isIntrospection) onIntrospected?.('UNAVAILABLE')
      else onChecked?.(undefined, performance.now() - startedAt)
      onFault(error)
      if (!response.headersSent) answerUnavailable(response)
    }
  }

  async #answerCheck(request: IncomingMessage, response: ServerResponse, tell: TellOutcome): Promise<Decision> {
    const asked = askedFor(request)
    const secret = request.headers['x-clustergate-proxy']
    const decision = asked
      ? await inTime(
          this.parts.check.decide(
            { clusterId: asked.clusterId, secret: typeof secret === 'string' ? secret : undefined },
            asked.read,
          ),
        )
      : ({ outcome: 'UNKNOWN_PROXY' } as const)
    answerCheck(response, decision, asked?.yes ?? 204)
    tell(decision.outcome)
    this.#note(decision, request)
    return decision
  }

  async #answerIntrospection(
    request: IncomingMessage,
    response: ServerResponse,
    tell: TellOutcome,
  ): Promise<Parameters<OnIntrospected>[0]> {
    let outcome: Parameters<OnIntrospected>[0] = 'UNKNOWN_PROXY'
    await answerIntrospection(request, response, async (client, token) => {
      const introspected = await inTime(this.parts.introspection.introspect(client, token))
      if (introspected) outcome = introspected.active ? 'ACTIVE' : 'INACTIVE'
      else this.parts.onUnknownProxy()
      return introspected
    })
    tell(outcome)
    return outcome
  }

  #note(decision: Decision, request: IncomingMessage): void {
    const { usage, denials, onUnknownProxy } = this.parts
    if (decision.outcome === 'UNKNOWN_PROXY') onUnknownProxy()
    else if (decision.token && decision.outcome === 'ALLOWED') {
      usage.note(decision.token, decision.isWrite ? 'writes' : 'reads')
    } else if (decision.token) {
      usage.note(decision.token, 'denials')
      const reason = decision.outcome === 'REFUSED' ? decision.refusal.kind : 'CREDENTIAL'
      denials.note({ token: decision.token, reason, ip: clientAddress(request) })
    }
  }
}

/** Undefined for any other address. */
function askedFor({ url = '', method = '', headers }: IncomingMessage): Asked | undefined {
  const [, clusterId] = checkPath.exec(url) ?? []
  if (clusterId !== undefined) {
    const read = () => {
      if (method !== 'GET') throw new Refusal('The proxy must ask by GET.', 'METHOD')
      return readOriginalRequest(headers)
    }
    return { clusterId, yes: 204, read }
  }
  const [, ofEnvoy, target = ''] = envoyPath.exec(url) ?? []
  return ofEnvoy === undefined
    ? undefined
    : { clusterId: ofEnvoy, yes: 200, read: () => readEnvoyRequest(headers, method, target) }
}

/** The address of the client as the proxy, which has authenticated itself, says. */
function clientAddress({ headers }: IncomingMessage): string | null {
  const named = headers['x-real-ip']
  return typeof named === 'string' ? (parseIpAddress(named)?.toString() ?? null) : null
}

const inTime = <T>(work: Promise<T>): Promise<T> =>
  within(storeMilliseconds, work, () => {
    throw new Error('The store did not answer in time.')
  })

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { eventually } from '../gateway.ts'

type Value = string | number | boolean

/** A span as a collector gets it. */
export interface Received {
  readonly name: string
  /** As in the protocol: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly traceState: string | undefined
  readonly attributes: Readonly<Record<string, Value>>
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly traceState?: string }[]
  /** 2 is a failure. */
  readonly status: number
}

/** A collector of OpenTelemetry, which keeps what it gets. */
export interface Receiver {
  readonly url: string
  readonly spans: readonly Received[]
  /** What all spans say about the process, by its instance. */
  readonly resources: readonly Readonly<Record<string, Value>>[]
  /** All bodies, as they came. */
  readonly bodies: readonly string[]
  readonly headers: readonly IncomingHttpHeaders[]
  /** What it answers from now on; undefined for nothing. */
  status: number | undefined
  /** Waits for spans; throws when they do not come. */
  find(matches: (span: Received) => boolean): Promise<Received>
  close(): Promise<void>
}

interface Attribute {
  readonly key: string
  readonly value: {
    readonly stringValue?: string
    readonly intValue?: number
    readonly doubleValue?: number
    readonly boolValue?: boolean
  }
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<Received, 'attributes' | 'status'> & {
        readonly attributes: readonly Attribute[]
        readonly status: { readonly code: number }
      })[]
    }[]
  }[]
}

/** The environment of a gateway that sends all its traces to a receiver, at once. */
export const tracedTo = ({ url }: Receiver): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_TRACES_SAMPLER: 'parentbased_always_on',
  OTEL_BSP_SCHEDULE_DELAY: '10',
})

export async function openReceiver(): Promise<Receiver> {
  const spans: Received[] = []
  const resources: Readonly<Record<string, Value>>[] = []
  const bodies: string[] = []
  const headers: IncomingHttpHeaders[] = []
  const server: Server = createServer(async (request, response) => {
    const body = await textOf(request)
    bodies.push(body)
    headers.push(request.headers)
    if (receiver.status === undefined) return
    if (receiver.status === 200) {
      for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
        resources.push(attributesOf(resource.attributes))
        for (const { spans: sent } of scopeSpans) {
          spans.push(
            ...sent.map((span) => ({ ...span, attributes: attributesOf(span.attributes), status: span.status.code })),
          )
        }
      }
    }
    response.writeHead(receiver.status, { 'content-type': 'application/json' }).end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    bodies,
    headers,
    status: 200,
    find: (matches) => eventually(() => spans.find(matches)),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return receiver
}

const attributesOf = (attributes: readonly Attribute[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0] as Value]))

import { randomUUID } from 'node:crypto'
import { propagation, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider, type TracerConfig } from '@opentelemetry/sdk-trace-node'
import { within } from '../time-limit.ts'
import { version } from '../version.ts'
import { type CollectorLog, WatchedExporter } from './collector.ts'
import { samplingOf } from './sampler.ts'
import type { TracesConfig } from './traces-config.ts'
import { traceBy } from './tracing.ts'

export interface Traces {
  /** Turns traces off, and sends what is left, as far as the collector takes it within the time limit. */
  close(): Promise<void>
}

/** How long the end of the process waits for the collector. */
const closeMilliseconds = 2_000

/** Turns traces on, for this process: they are sent in batches, and dropped where the collector does not keep up. */
export function openTraces(config: TracesConfig, log: CollectorLog): Traces {
  const { url, headers, timeoutMilliseconds, batches } = config
  const exporter = new WatchedExporter(new OTLPTraceExporter({ url, headers, timeoutMillis: timeoutMilliseconds }), log)
  const { sampler, isRecorded } = samplingOf(config.sampler)
  const provider = new NodeTracerProvider({
    resource: resourceOf(config),
    sampler,
    spanProcessors: [
      new BatchSpanProcessor(exporter, {
        maxQueueSize: batches.queueMax,
        maxExportBatchSize: batches.sizeMax,
        scheduledDelayMillis: batches.delayMilliseconds,
        exportTimeoutMillis: batches.exportMilliseconds,
      }),
    ],
  })
  // Contexts are kept by `tracing.ts`.
  provider.register({ contextManager: null })
  traceBy({ tracer: provider.getTracer('clustergate', version), isRecorded })
  return {
    async close() {
      traceBy(undefined)
      trace.disable()
      propagation.disable()
      // What could not be sent has been told of already.
      await within(
        closeMilliseconds,
        provider.shutdown().catch(() => {}),
        () => {},
      )
    },
  }
}

type Resource = NonNullable<TracerConfig['resource']>

/** What all spans say about this process. */
function resourceOf({ serviceName, resourceAttributes }: TracesConfig): Resource {
  const attributes = {
    ...resourceAttributes,
    'service.name': serviceName,
    'service.version': version,
    'service.instance.id': randomUUID(),
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'nodejs',
  }
  const resource: Resource = {
    attributes,
    asyncAttributesPending: false,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  }
  return resource
}

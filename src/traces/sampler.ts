import { type Context, trace } from '@opentelemetry/api'
import { type Sampler, SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-node'
import type { SamplerConfig } from './traces-config.ts'

/** What is recorded of traces that begin here, and of those of others. */
export interface Sampling {
  readonly isRecorded: () => boolean
  /** Decides about a span: one that begins a trace was decided about before. */
  readonly sampler: Sampler
}

const recorded = { decision: SamplingDecision.RECORD_AND_SAMPLED }
const left = { decision: SamplingDecision.NOT_RECORD }

export function samplingOf({ name, ratio: given }: SamplerConfig): Sampling {
  const followsParent = name.startsWith('parentbased_')
  const ratio = ratioOf(name, given)
  const byTraceId = new TraceIdRatioBasedSampler(ratio)
  const sampler: Sampler = {
    shouldSample(context: Context, traceId: string) {
      const parent = trace.getSpanContext(context)
      if (!parent) return recorded
      const isOurs = parent.isRemote !== true
      if (!isOurs && !followsParent) return byTraceId.shouldSample(context, traceId)
      return (parent.traceFlags & 1) === 1 ? recorded : left
    },
    toString: () => `${name} ${ratio}`,
  }
  return { sampler, isRecorded: () => ratio === 1 || Math.random() < ratio }
}

function ratioOf(name: SamplerConfig['name'], given: number): number {
  if (name.endsWith('always_on')) return 1
  return name.endsWith('always_off') ? 0 : given
}

export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

export interface SamplerConfig {
  readonly name: (typeof samplers)[number]
  /** The part of traces that is recorded, from 0 to 1; for samplers by ratio. */
  readonly ratio: number
}

/** Where traces are sent, and which of them. */
export interface TracesConfig {
  /** The collector's address for traces. */
  readonly url: string
  /** Sent to the collector with each batch; may hold its credential. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMilliseconds: number
  readonly sampler: SamplerConfig
  readonly batches: {
    readonly queueMax: number
    readonly sizeMax: number
    readonly delayMilliseconds: number
    readonly exportMilliseconds: number
  }
  readonly serviceName: string
  readonly resourceAttributes: Readonly<Record<string, string>>
}

import { readdirSync } from 'node:fs'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { MetricName } from './catalogue.ts'
import type { Registry, Sample } from './registry.ts'

const gauges = [
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'process_open_fds',
  'nodejs_heap_size_used_bytes',
  'nodejs_heap_size_total_bytes',
  'nodejs_external_memory_bytes',
  'nodejs_eventloop_lag_p50_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_max_seconds',
] as const satisfies readonly MetricName[]

/** How often the delay of the event loop is measured. Node counts this time as delay. */
const resolutionMilliseconds = 10
/** Two servers that scrape at the same time see the same delay. */
const delayMilliseconds = 5_000

const perSecond = 1_000_000_000

/**
 * The figures of the process itself. prom-client has more of them, and some have names of which `promtool check metrics`
 * complains.
 */
export class ProcessFigures {
  readonly #delay: IntervalHistogram = monitorEventLoopDelay({ resolution: resolutionMilliseconds })
  readonly #startedAt = Date.now() / 1_000 - process.uptime()
  #cpuSeconds = 0
  #lag: readonly Sample[] = []
  #lagAt = Number.NEGATIVE_INFINITY

  constructor(private readonly registry: Registry) {
    this.#delay.enable()
  }

  /** Takes the figures of this moment. */
  take(): void {
    const { user, system } = process.cpuUsage()
    const cpuSeconds = (user + system) / 1_000_000
    this.registry.count('process_cpu_seconds_total', {}, cpuSeconds - this.#cpuSeconds)
    this.#cpuSeconds = cpuSeconds
    const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
    const descriptors = openDescriptors()
    this.registry.replace(gauges, [
      { name: 'process_resident_memory_bytes', value: rss },
      { name: 'process_start_time_seconds', value: this.#startedAt },
      ...(descriptors === undefined ? [] : [{ name: 'process_open_fds', value: descriptors } as const]),
      { name: 'nodejs_heap_size_used_bytes', value: heapUsed },
      { name: 'nodejs_heap_size_total_bytes', value: heapTotal },
      { name: 'nodejs_external_memory_bytes', value: external },
      ...this.#takeLag(),
    ])
  }

  close(): void {
    this.#delay.disable()
  }

  #takeLag(): readonly Sample[] {
    const now = performance.now()
    if (now - this.#lagAt < delayMilliseconds) return this.#lag
    this.#lagAt = now
    const delay = this.#delay
    // Without a measurement, a histogram of Node has limits in the place of values.
    const seconds = (nanoseconds: number) =>
      delay.count === 0 ? 0 : Math.max(0, nanoseconds / perSecond - resolutionMilliseconds / 1_000)
    this.#lag = [
      { name: 'nodejs_eventloop_lag_p50_seconds', value: seconds(delay.percentile(50)) },
      { name: 'nodejs_eventloop_lag_p99_seconds', value: seconds(delay.percentile(99)) },
      { name: 'nodejs_eventloop_lag_max_seconds', value: seconds(delay.max) },
    ]
    delay.reset()
    return this.#lag
  }
}

/** The descriptor that reads the folder is one of them. */
function openDescriptors(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length - 1
  } catch {
    return undefined
  }
}

import type { Counter, Gauge, Histogram, Registry as PromRegistry } from 'prom-client'
import { catalogue, type LabelsOf, type Metric, type MetricName } from './catalogue.ts'
import { Tally } from './tally.ts'

type Labels<Name extends MetricName> = Readonly<Record<LabelsOf<Name>, string>>

/** A value of a gauge, with its labels. */
export type Sample = {
  [Name in MetricName]: { readonly name: Name; readonly labels?: Labels<Name>; readonly value: number }
}[MetricName]

type AnyMetric = Counter | Gauge | Histogram | Tally

/** The metrics of the catalogue with their values; prom-client keeps and prints nearly all of them. */
export class Registry {
  private constructor(
    private readonly prom: PromRegistry,
    private readonly metrics: ReadonlyMap<string, AnyMetric>,
  ) {}

  /** Loads prom-client, which a process without metrics does without. */
  static async open(): Promise<Registry> {
    const prom = await import('prom-client')
    const registry = new prom.Registry()
    const registers = [registry]
    const metrics = Object.entries(catalogue).map(([name, given]: [string, Metric]): [string, AnyMetric] => {
      const { type, help, labels, buckets } = given
      if (given.isFrequent) return [name, new Tally(name, given)]
      const common = { name, help, labelNames: [...labels], registers }
      if (type === 'counter') return [name, new prom.Counter(common)]
      if (type === 'gauge') return [name, new prom.Gauge(common)]
      return [name, new prom.Histogram({ ...common, ...(buckets && { buckets: [...buckets] }) })]
    })
    return new Registry(registry, new Map(metrics))
  }

  get contentType(): string {
    return this.prom.contentType
  }

  /** Adds one to a counter, or `value`. */
  count<Name extends MetricName>(name: Name, labels: Labels<Name>, value = 1): void {
    ;(this.metrics.get(name) as Counter).inc(labels, value)
  }

  /** Adds a value to a histogram. */
  observe<Name extends MetricName>(name: Name, labels: Labels<Name>, value: number): void {
    ;(this.metrics.get(name) as Histogram).observe(labels, value)
  }

  /** Adds a value to a histogram of something frequent, which has one label. */
  tally(name: MetricName, label: string, value: number): void {
    ;(this.metrics.get(name) as Tally).add(label, value)
  }

  /** Replaces all values of these gauges by the samples; a gauge without a sample is absent. */
  replace(names: readonly MetricName[], samples: readonly Sample[]): void {
    for (const name of names) {
      const gauge = this.metrics.get(name) as Gauge
      gauge.reset()
      // A gauge without labels would be 0.
      if (catalogue[name].labels.length === 0) gauge.remove()
    }
    for (const { name, labels, value } of samples) (this.metrics.get(name) as Gauge).set(labels ?? {}, value)
  }

  /** All metrics in the text format of Prometheus. */
  async print(): Promise<string> {
    const tallies = [...this.metrics.values()].filter((metric) => metric instanceof Tally)
    return [await this.prom.metrics(), ...tallies.map((tally) => tally.print())].join('\n')
  }
}

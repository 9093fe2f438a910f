import type { TestGateway } from '../gateway.ts'

export interface Series {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What one scrape has told. */
export interface Scrape {
  readonly text: string
  readonly series: readonly Series[]
  /** The value of the series with these labels, among others that it may have; the sum of several, undefined of none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined
}

export const metricsUrl = ({ app }: TestGateway, path = '/metrics'): string =>
  `http://127.0.0.1:${app.metricsPort}${path}`

/** Reads the metrics of a gateway as they are now. */
export async function scrape(gateway: TestGateway): Promise<Scrape> {
  // The figures of the store are kept for a moment.
  gateway.advance(6_000)
  const text = await (await fetch(metricsUrl(gateway))).text()
  const series = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(seriesOf)
  return {
    text,
    series,
    value(name, labels = {}) {
      const found = series.filter(
        (one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      )
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
    },
  }
}

function seriesOf(line: string): Series {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text] as const)
  return { name, labels: Object.fromEntries(pairs), value: Number(value) }
}

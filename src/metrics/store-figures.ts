import { isClosed, type LinkHealth } from '../clusters/links/link.store.ts'
import type { Sql } from '../store/tables.ts'
import { within } from '../time-limit.ts'
import type { MetricName } from './catalogue.ts'
import * as figuresStore from './figures.store.ts'
import type { Sample } from './registry.ts'

/** The gauges that are read from the store. */
export const storeGauges = [
  'clustergate_store_up',
  'clustergate_accounts',
  'clustergate_accounts_with_one_admin',
  'clustergate_sessions',
  'clustergate_tokens_ending',
  'clustergate_audit_events',
  'clustergate_outbox_queued',
  'clustergate_outbox_oldest_seconds',
  'clustergate_outbox_given_up',
  'clustergate_tasks',
  'clustergate_tasks_due',
  'clustergate_tasks_oldest_seconds',
  'clustergate_clusters',
  'clustergate_cluster_circuits_open',
  'clustergate_cluster_objects',
] as const satisfies readonly MetricName[]

/** Scrapes within this time get the same figures, so that nobody can load the store by scraping. */
export const keptMilliseconds = 5_000
/** How long a scrape waits for the store. */
export const waitMilliseconds = 3_000

export interface StoreFiguresParts {
  readonly db: Sql
  /** The store's time, which says what has expired. */
  readonly clock: () => number
  /** A monotonic clock, in milliseconds. */
  readonly timer: () => number
  /** The kinds of task that there are. */
  readonly kinds: readonly string[]
  /** How long a session can last. */
  readonly sessionMilliseconds: number
  readonly onFault: (error: unknown) => void
}

interface Kept {
  readonly at: number
  readonly samples: Promise<readonly Sample[]>
}

/** The figures of the store. While that fails or is slow, there is nothing of them but `clustergate_store_up 0`. */
export class StoreFigures {
  #kept: Kept | undefined
  #isReading = false

  constructor(private readonly parts: StoreFiguresParts) {}

  async take(): Promise<readonly Sample[]> {
    const now = this.parts.timer()
    // A read that takes longer than it is kept is not begun a second time beside itself.
    if (!this.#kept || (!this.#isReading && now - this.#kept.at >= keptMilliseconds)) {
      this.#kept = { at: now, samples: this.#read() }
    }
    return within(waitMilliseconds, this.#kept.samples, () => down)
  }

  async #read(): Promise<readonly Sample[]> {
    this.#isReading = true
    try {
      return await samplesOf(this.parts)
    } catch (error) {
      this.parts.onFault(error)
      return down
    } finally {
      this.#isReading = false
    }
  }
}

const down: readonly Sample[] = [{ name: 'clustergate_store_up', value: 0 }]

/** Reads everything in four statements, one after the other: a scrape takes one connection at most. */
async function samplesOf({ db, clock, kinds, sessionMilliseconds }: StoreFiguresParts): Promise<readonly Sample[]> {
  const now = clock()
  const age = (at: number | null) => (at === null ? 0 : Math.max(0, now - at) / 1_000)
  const accounts = await figuresStore.ofAccounts(db, now, sessionMilliseconds)
  const outbox = await figuresStore.ofOutbox(db)
  const tasks = await figuresStore.ofTasks(db, kinds, now)
  const clusters = await figuresStore.ofClusters(db)
  return [
    { name: 'clustergate_store_up', value: 1 },
    ...accountSamples(accounts),
    { name: 'clustergate_outbox_queued', value: outbox.queued },
    { name: 'clustergate_outbox_oldest_seconds', value: age(outbox.oldestAt) },
    ...tasks.flatMap(({ kind, tasks: count, due, firstAt }): Sample[] => [
      { name: 'clustergate_tasks', labels: { kind }, value: count },
      { name: 'clustergate_tasks_due', labels: { kind }, value: due },
      { name: 'clustergate_tasks_oldest_seconds', labels: { kind }, value: age(firstAt) },
    ]),
    ...clusterSamples(clusters),
  ]
}

const accountSamples = (figures: figuresStore.AccountFigures): readonly Sample[] => [
  { name: 'clustergate_accounts', value: figures.accounts },
  { name: 'clustergate_accounts_with_one_admin', value: figures.withOneAdmin },
  { name: 'clustergate_audit_events', value: figures.auditEvents },
  { name: 'clustergate_sessions', value: figures.sessions },
  { name: 'clustergate_outbox_given_up', value: figures.mailsGivenUp },
  ending('database', '7d', figures.databaseTokensIn7Days),
  ending('database', '30d', figures.databaseTokensIn30Days),
  ending('management', '7d', figures.managementTokensIn7Days),
  ending('management', '30d', figures.managementTokensIn30Days),
]

const ending = (kind: string, within: string, value: number): Sample => ({
  name: 'clustergate_tokens_ending',
  labels: { kind, within },
  value,
})

const healths: readonly LinkHealth[] = ['HEALTHY', 'DEGRADED', 'UNREACHABLE', 'CREDENTIAL_REFUSED', 'UNKNOWN']
const states = ['pending', 'creating', 'failed', 'drifted'] as const

function clusterSamples(figures: readonly figuresStore.ClusterFigures[]): readonly Sample[] {
  const countOf = (health: string) => figures.find((one) => one.health === health)?.clusters ?? 0
  return [
    ...healths.map(
      (health): Sample => ({
        name: 'clustergate_clusters',
        labels: { health: health.toLowerCase() },
        value: countOf(health),
      }),
    ),
    {
      name: 'clustergate_cluster_circuits_open',
      value: healths.filter(isClosed).reduce((sum, health) => sum + countOf(health), 0),
    },
    ...states.map(
      (state): Sample => ({
        name: 'clustergate_cluster_objects',
        labels: { state },
        value: figures.reduce((sum, one) => sum + one[state], 0),
      }),
    ),
  ]
}

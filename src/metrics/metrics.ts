import type { OnVerified } from '../audit-events/audit-event.service.ts'
import type { Config } from '../config.ts'
import type { Decision } from '../dataplane/decision.ts'
import type { OnChecked, OnIntrospected } from '../dataplane/listener.ts'
import type { ErrorCode } from '../errors.ts'
import { OncePerMinute } from '../gateway/http/once-per-minute.ts'
import { faultOf, type Log } from '../gateway/log.ts'
import type { Report } from '../gateway/request-log.ts'
import type { AuditEntry } from '../ledger/ledger.store.ts'
import type { Sink } from '../ledger/sink.ts'
import type { Store } from '../store/store.ts'
import type { Settlement } from '../tasks/task.ts'
import type { OnChangeBegun } from '../traces/change-span.ts'
import { type OnStatementEnd, statementTimers } from '../traces/statement-span.ts'
import { version } from '../version.ts'
import type { MetricName } from './catalogue.ts'
import { checksOf } from './checks.ts'
import { Health, type Report as HealthReport } from './health.ts'
import { MetricsListener } from './listener.ts'
import { ProcessFigures } from './process-figures.ts'
import { Registry, type Sample } from './registry.ts'
import { measureRequest, refusalReasons } from './requests.ts'
import { StoreFigures, storeGauges } from './store-figures.ts'
import type { Watched } from './watched.ts'

/** The gauges of the process that are read at a scrape, besides those of `ProcessFigures`. */
const gauges = [
  'clustergate_build_info',
  'clustergate_ready',
  'clustergate_health_check',
  'clustergate_places_in_use',
  'clustergate_places_waiting',
  'clustergate_password_queue',
  'clustergate_audit_verify_ok',
  'clustergate_audit_sink_waiting',
  'clustergate_audit_sink_lag_seconds',
  'clustergate_store_connections',
  'clustergate_store_waiting',
] as const satisfies readonly MetricName[]

/**
 * The metrics of this process. Each kind of thing is measured in one place, which tells it here; what the store holds
 * is read when it is scraped.
 */
export class Metrics {
  readonly #process: ProcessFigures
  /** The accounts whose audit log was verified, by whether it was whole the last time. */
  readonly #verified = new Map<string, boolean>()
  #listener: MetricsListener | undefined

  private constructor(
    private readonly registry: Registry,
    private readonly log: Log,
  ) {
    this.#process = new ProcessFigures(registry)
    statementTimers.add(this.#statementEnded)
  }

  static async open(log: Log): Promise<Metrics> {
    const registry = await Registry.open()
    // Prometheus sees no increase in a series that begins with 1; alerts ask for that of these.
    for (const reason of refusalReasons) registry.count('clustergate_refusals_total', { reason }, 0)
    for (const outcome of ['ok', 'INVALID_CREDENTIALS', 'RATE_LIMITED'])
      registry.count('clustergate_sign_ins_total', { outcome }, 0)
    registry.count('clustergate_checks_total', { outcome: 'unavailable', kind: 'none' }, 0)
    return new Metrics(registry, log)
  }

  readonly report: Report = (entry) => measureRequest(this.registry, entry)

  readonly changed = (entries: readonly AuditEntry[]): void => {
    for (const { action, outcome } of entries)
      this.registry.count('clustergate_changes_total', { action, outcome: outcome.toLowerCase() })
  }

  readonly begun: OnChangeBegun = (waitedMilliseconds) =>
    this.registry.observe('clustergate_change_wait_seconds', {}, waitedMilliseconds / 1_000)

  readonly verified: OnVerified = (accountId, isWhole) => void this.#verified.set(accountId, isWhole)

  readonly signedIn = (outcome: ErrorCode | 'ok'): void =>
    this.registry.count('clustergate_sign_ins_total', { outcome })

  readonly checked: OnChecked = (decision, milliseconds) => {
    const outcome = decision?.outcome ?? 'UNAVAILABLE'
    this.registry.count('clustergate_checks_total', { outcome: outcome.toLowerCase(), kind: kindOf(decision) })
    this.registry.observe('clustergate_check_duration_seconds', {}, milliseconds / 1_000)
  }

  readonly introspected: OnIntrospected = (outcome) =>
    this.registry.count('clustergate_introspections_total', { outcome: outcome.toLowerCase() })

  readonly settled = (kind: string, { state }: Settlement): void =>
    this.registry.count('clustergate_task_attempts_total', { kind, outcome: state.toLowerCase() })

  /** Begins to answer scrapes; answers with the port, undefined where none is configured. */
  async listen({ metrics, dataDirectory, sessionLifetime }: Config, watched: Watched): Promise<number | undefined> {
    if (!metrics) return undefined
    const faults = new OncePerMinute(() => performance.now())
    const onFault = (fault: unknown) =>
      faults.run(() => this.log.error({ fault: faultOf(fault) }, 'the metrics cannot be collected'))
    const { core, taskKinds } = watched
    for (const kind of taskKinds)
      for (const outcome of ['done', 'put_off', 'given_up'])
        this.registry.count('clustergate_task_attempts_total', { kind, outcome }, 0)
    const health = new Health(checksOf(watched, dataDirectory), watched.isClosing)
    const figures = new StoreFigures({
      ...{ db: core.store.db, clock: core.clock, timer: watched.timer, kinds: taskKinds },
      ...{ sessionMilliseconds: sessionLifetime.maxMilliseconds, onFault },
    })
    this.#listener = new MetricsListener({
      contentType: this.registry.contentType,
      scrape: async () => {
        const [ofStore, report] = await Promise.all([figures.take(), health.look()])
        this.registry.replace(storeGauges, ofStore)
        this.registry.replace(gauges, [...samplesOf(watched, report), ...this.#verifications()])
        this.#process.take()
        return this.registry.print()
      },
      health: () => health.look(),
      onFault,
    })
    return this.#listener.listen(metrics.host, metrics.port)
  }

  /** Lets running scrapes finish. */
  async close(): Promise<void> {
    await this.#listener?.drain()
    this.#process.close()
    statementTimers.delete(this.#statementEnded)
  }

  readonly #statementEnded: OnStatementEnd = (verb, milliseconds) =>
    this.registry.tally('clustergate_store_statement_seconds', verb, milliseconds / 1_000)

  #verifications(): readonly Sample[] {
    if (this.#verified.size === 0) return []
    const isWhole = [...this.#verified.values()].every((one) => one)
    return [{ name: 'clustergate_audit_verify_ok', value: Number(isWhole) }]
  }
}

function samplesOf(
  { core: { store, sink, services }, places }: Watched,
  { status, checks }: HealthReport,
): readonly Sample[] {
  const build = { version, node_version: process.versions.node, store: store.engine }
  return [
    { name: 'clustergate_build_info', labels: build, value: 1 },
    { name: 'clustergate_ready', value: Number(status === 'ready') },
    ...checks.map(
      ({ name: check, state }): Sample => ({
        name: 'clustergate_health_check',
        labels: { check },
        value: Number(state === 'ok'),
      }),
    ),
    { name: 'clustergate_places_in_use', value: places.inUse },
    { name: 'clustergate_places_waiting', value: places.waiting },
    { name: 'clustergate_store_waiting', value: store.waitingCount },
    { name: 'clustergate_password_queue', value: services.hasher.waitingCount },
    ...sinkSamples(sink),
    ...connectionSamples(store),
  ]
}

function kindOf(decision: Decision | undefined): string {
  if (decision?.outcome === 'ALLOWED') return decision.isWrite ? 'write' : 'read'
  return decision?.outcome === 'REFUSED' ? decision.refusal.kind.toLowerCase() : 'none'
}

function sinkSamples(sink: Sink | undefined): readonly Sample[] {
  if (!sink) return []
  const { waiting, since } = sink.backlog
  const lag = since === undefined ? 0 : Math.max(0, Date.now() - since) / 1_000
  return [
    { name: 'clustergate_audit_sink_waiting', value: waiting },
    { name: 'clustergate_audit_sink_lag_seconds', value: lag },
  ]
}

function connectionSamples({ connections }: Store): readonly Sample[] {
  if (!connections) return []
  const { open, idle } = connections()
  return [
    { name: 'clustergate_store_connections', labels: { state: 'idle' }, value: idle },
    { name: 'clustergate_store_connections', labels: { state: 'in_use' }, value: open - idle },
  ]
}

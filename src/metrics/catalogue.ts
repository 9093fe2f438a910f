/** What a series tells of: the process that is scraped, or the store, which several instances may share. */
type Scope = 'process' | 'store'

export interface Metric<Label extends string = string> {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Ends without a full stop; Prometheus shows it, and so does the documentation. */
  readonly help: string
  readonly labels: readonly Label[]
  readonly scope: Scope
  readonly buckets?: readonly number[]
  /** Whether it is added to many times in each request. */
  readonly isFrequent?: true
}

const metric =
  (type: Metric['type'], scope: Scope) =>
  <const Label extends string = never>(help: string, labels: readonly Label[] = []): Metric<Label> => ({
    ...{ type, help, labels, scope },
  })

const counter = metric('counter', 'process')
const gauge = metric('gauge', 'process')
const ofStore = metric('gauge', 'store')
const histogram = <const Label extends string = never>(
  help: string,
  buckets: readonly number[],
  labels: readonly Label[] = [],
): Metric<Label> => ({ ...metric('histogram', 'process')(help, labels), buckets })

const frequent = <Label extends string>(metric: Metric<Label>): Metric<Label> => ({ ...metric, isFrequent: true })

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const checkBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1]
const waitBuckets = [0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const statementBuckets = [0.000025, 0.0001, 0.00025, 0.001, 0.0025, 0.01, 0.025, 0.1, 0.25, 1, 5]

/** All metrics. The table of the documentation is written from it. */
export const catalogue = {
  clustergate_build_info: gauge('Always 1; the version, that of Node, and the kind of store', [
    'version',
    'node_version',
    'store',
  ]),
  clustergate_ready: gauge('Whether `/readyz` says ready: 1, or 0'),
  clustergate_health_check: gauge('Whether a check of `/readyz?verbose` is fine: 1, or 0 for a warning or a failure', [
    'check',
  ]),

  clustergate_requests_total: counter(
    'Requests without probes, by operation (one that is shipped, else `other`), outcome (`ok`, or the code of the error) and way (`planned`, `apollo`, `site`, or `refused` before any of them)',
    ['operation', 'outcome', 'way'],
  ),
  clustergate_request_duration_seconds: histogram(
    'How long requests took, from their headers to their answer, by way',
    requestBuckets,
    ['way'],
  ),
  clustergate_faults_total: counter('Requests that met a fault of the gateway (`INTERNAL`)'),
  clustergate_refusals_total: counter(
    'Requests that were too many: `limit` is one of the caller, `overload` the gateway with too much to do, `attempts` a sign-in, mail or guess too often, `store` a store that takes no changes',
    ['reason'],
  ),
  clustergate_places_in_use: gauge('Requests that the process works on'),
  clustergate_places_waiting: gauge('Requests that wait for a place of the process'),

  clustergate_changes_total: counter(
    'Audit events that this process has written, by action and outcome (`succeeded`, `denied`, `failed`): changes, and attempts that were refused',
    ['action', 'outcome'],
  ),
  clustergate_change_wait_seconds: histogram(
    'How long changes and rehearsals waited for their turn and for a connection before their work began',
    waitBuckets,
  ),
  clustergate_password_queue: gauge('Passwords that wait to be hashed: sign-ins are refused where 64 wait'),
  clustergate_sign_ins_total: counter('Sign-ins by password, by outcome (`ok`, or the code of the error)', ['outcome']),

  clustergate_checks_total: counter(
    'Checks of the data plane, by outcome (`allowed`, `refused`, `unauthenticated`, `unknown_proxy`, `unavailable`) and kind (`read` or `write` of what is allowed, the reason of what is refused)',
    ['outcome', 'kind'],
  ),
  clustergate_check_duration_seconds: histogram('How long checks of the data plane took', checkBuckets),
  clustergate_introspections_total: counter(
    'Introspections of database tokens, by outcome (`active`, `inactive`, `unknown_proxy`, `unavailable`)',
    ['outcome'],
  ),

  clustergate_task_attempts_total: counter('Attempts of tasks by kind and outcome (`done`, `put_off`, `given_up`)', [
    'kind',
    'outcome',
  ]),
  clustergate_audit_verify_ok: gauge(
    'Whether the audit logs that this process was asked to verify were whole when it did so last: 1, or 0; absent before the first',
  ),
  clustergate_audit_sink_waiting: gauge('Checkpoints that wait for the audit sink; absent without one'),
  clustergate_audit_sink_lag_seconds: gauge(
    'How long the oldest of these checkpoints waits, 0 where none does; absent without an audit sink',
  ),
  clustergate_store_connections: gauge(
    'Connections to PostgreSQL, `idle` and `in_use`; absent on SQLite, which needs none',
    ['state'],
  ),
  clustergate_store_waiting: gauge(
    'Changes that wait for their turn, and statements that wait for a connection to PostgreSQL',
  ),

  clustergate_store_statement_seconds: frequent(
    histogram(
      'How long statements of the store took, by verb; on SQLite, a commit waits for the disk together with others',
      statementBuckets,
      ['verb'],
    ),
  ),

  clustergate_store_up: gauge(
    'Whether the figures of the store could be read in time: 1, or 0, and then they are absent',
  ),
  clustergate_accounts: ofStore('Accounts'),
  clustergate_accounts_with_one_admin: ofStore(
    'Accounts with one active Admin for good: without that person, nobody could manage them',
  ),
  clustergate_sessions: ofStore('Sessions that have not ended'),
  clustergate_tokens_ending: ofStore(
    'Tokens (`database`, `management`) that end within 7 or 30 days, without those that have been replaced',
    ['kind', 'within'],
  ),
  clustergate_audit_events: ofStore('Events of all audit logs'),
  clustergate_outbox_queued: ofStore('Mails that are not sent yet'),
  clustergate_outbox_oldest_seconds: ofStore('How long the oldest of these mails waits; 0 where none does'),
  clustergate_outbox_given_up: ofStore('Mails of the last 7 days that could not be sent and were given up'),
  clustergate_tasks: ofStore('Tasks by kind, also those that are due later', ['kind']),
  clustergate_tasks_due: ofStore('Tasks by kind that are due and that no process works on', ['kind']),
  clustergate_tasks_oldest_seconds: ofStore('For how long a task of the kind has been due; 0 where none is', ['kind']),
  clustergate_clusters: ofStore('Connected clusters by health', ['health']),
  clustergate_cluster_circuits_open: ofStore('Connected clusters that nothing but the probe calls at present'),
  clustergate_cluster_objects: ofStore(
    'Databases, tables and tokens that are not on their cluster as they should be, by state (`pending`, `creating`, `failed`, `drifted`)',
    ['state'],
  ),

  process_cpu_seconds_total: counter('Processor time of the process, in seconds'),
  process_resident_memory_bytes: gauge('Resident memory of the process'),
  process_start_time_seconds: gauge('When the process was started, in seconds since 1970'),
  process_open_fds: gauge('Open file descriptors of the process; absent where the system does not tell'),
  nodejs_heap_size_used_bytes: gauge('Heap of Node that is in use'),
  nodejs_heap_size_total_bytes: gauge('Heap of Node'),
  nodejs_external_memory_bytes: gauge('Memory of Node outside of its heap'),
  nodejs_eventloop_lag_p50_seconds: gauge('Delay of the event loop since the scrape before: median'),
  nodejs_eventloop_lag_p99_seconds: gauge('Delay of the event loop since the scrape before: 99th percentile'),
  nodejs_eventloop_lag_max_seconds: gauge('Delay of the event loop since the scrape before: maximum'),
} as const satisfies Readonly<Record<string, Metric>>

export type MetricName = keyof typeof catalogue

/** The labels of a metric. */
export type LabelsOf<Name extends MetricName> = (typeof catalogue)[Name]['labels'][number]

/** All metrics in Markdown. */
export function printMetricsTable(): string {
  const rows = Object.entries(catalogue).map(([name, { type, labels, scope, help }]: [string, Metric]) => {
    const shown = labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${type} |${shown && ` ${shown}`} | ${scope} | ${help} |`
  })
  return ['| Metric | Type | Labels | Of the | Meaning |', '| :-- | :-- | :-- | :-- | :-- |', ...rows].join('\n')
}

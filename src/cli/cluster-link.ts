import type { ClusterFieldsFragment, ClusterHealth, ClusterKind, ClusterQuery } from '../sdk/index.ts'
import { type Column, extra, fact, number, text, time, titled } from './columns.ts'
import { clockTime } from './sync-words.ts'

interface Row {
  readonly link: ClusterFieldsFragment['link'] & Partial<Drift>
}

/** What the last comparison with the cluster has found, which lists leave out. */
type Drift = Pick<
  NonNullable<ClusterQuery['cluster']>['link'],
  'driftCheckedAt' | 'unmanagedDatabaseCount' | 'unmanagedCredentialCount'
>

/** What stands behind a cluster, and how much waits for it; empty where the gateway keeps records only. */
export const linkColumns: readonly Column<Row>[] = [
  fact<Row>('kind', ({ link }) => kindWords[link.kind]),
  fact<Row>(
    'health',
    onLinked(({ link }) => link.health),
  ),
  titled(
    'PENDING',
    number<Row>(
      'pendingCount',
      onLinked(({ link }) => link.pendingCount),
    ),
  ),
  titled(
    'FAILED',
    number<Row>(
      'failedCount',
      onLinked(({ link }) => link.failedCount),
    ),
  ),
  titled(
    'DRIFTED',
    number<Row>(
      'driftedCount',
      onLinked(({ link }) => link.driftedCount),
    ),
  ),
]

/** The same for one cluster, with its health in words. */
export const linkFacts: readonly Column<Row>[] = [
  ...linkColumns.map((column) => (column.name === 'health' ? text<Row>('health', onLinked(healthText)) : column)),
  extra(text<Row>('warning', ({ link }) => link.warning, '')),
  titled(
    'CLUSTER VERSION',
    extra(
      fact<Row>(
        'version',
        onLinked(({ link }) => link.version),
        'not told',
      ),
    ),
  ),
  extra(text<Row>('enforcement', ({ link }) => enforcementWords[link.enforcement])),
  extra(time<Row>('checkedAt', ({ link }) => link.checkedAt, '')),
  titled('COMPARED AT', extra(time<Row>('driftCheckedAt', ({ link }) => link.driftCheckedAt, ''))),
  titled(
    'UNMANAGED DATABASES',
    extra(number<Row>('unmanagedDatabaseCount', ({ link }) => link.unmanagedDatabaseCount, '')),
  ),
  titled(
    'UNMANAGED CREDENTIALS',
    extra(number<Row>('unmanagedCredentialCount', ({ link }) => link.unmanagedCredentialCount, '')),
  ),
  extra(text<Row>('capabilities', onLinked(capabilitiesText), '')),
]

type Value = ReturnType<Column<Row>['value']>

/** Nothing that has no cluster behind it has a health, or waits. */
function onLinked(value: (row: Row) => Value): (row: Row) => Value {
  return (row) => (row.link.kind === 'NONE' ? null : value(row))
}

function healthText({ link: { health, lastError } }: Row): string {
  return lastError
    ? `${healthWords[health]} (since ${clockTime(lastError.at)}): ${lastError.message}`
    : healthWords[health]
}

/** What the cluster can do, in words, and what it cannot: `rename databases: no`. */
function capabilitiesText({ link: { capabilities: can } }: Row): string {
  const told: Readonly<Record<string, boolean>> = {
    'rename databases': can.renameDatabase,
    'undelete databases': can.undeleteDatabase,
    'reuse the name of a deleted database': can.reuseDeletedName,
    'change the retention': can.changeRetention,
    'limit tables and columns': can.tableLimits,
    'partition templates': can.partitionTemplates,
    'create tables': can.tables,
    'change the permissions of tokens': can.changeTokenPermissions,
    'slashes in names': can.slashInDatabaseNames,
  }
  const those = (is: boolean) => Object.keys(told).filter((words) => told[words] === is)
  const [yes, no] = [those(true), those(false)]
  const limits = [
    ...(can.minimumRetention === null ? [] : [`retention of at least ${can.minimumRetention}`]),
    ...(can.databasesMax === null ? [] : [`at most ${can.databasesMax} databases`]),
  ]
  return [
    ...(yes.length > 0 ? [yes.join(', ')] : []),
    ...(no.length > 0 ? [`not: ${no.join(', ')}`] : []),
    ...(limits.length > 0 ? [limits.join(', ')] : []),
  ].join('; ')
}

const kindWords: Readonly<Record<ClusterKind, string | null>> = {
  NONE: null,
  INFLUXDB_CLOUD_DEDICATED: 'Cloud Dedicated',
  INFLUXDB_CLUSTERED: 'Clustered',
  INFLUXDB_3_ENTERPRISE: 'InfluxDB 3 Enterprise',
  INFLUXDB_3_CORE: 'InfluxDB 3 Core',
  INFLUXDB_2: 'InfluxDB 2',
  INFLUXDB_1: 'InfluxDB 1',
}

const healthWords: Readonly<Record<ClusterHealth, string>> = {
  HEALTHY: 'healthy',
  DEGRADED: 'answers, but not as it should',
  UNREACHABLE: 'cannot be reached; what is wanted of it waits',
  CREDENTIAL_REFUSED: 'refuses the gateway’s credential; what is wanted of it waits for the operator',
  UNKNOWN: 'not asked yet',
}

const enforcementWords = {
  NATIVE: 'the cluster has a credential of its own for each token',
  FORWARD_AUTH: 'a proxy before the cluster asks the gateway about every request',
  NONE: 'nobody asks the gateway about tokens',
} as const

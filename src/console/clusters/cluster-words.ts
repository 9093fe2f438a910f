import type { ClusterHealth, ClusterKind, ClusterLinkFieldsFragment, TokenEnforcement } from '../../sdk/generated.ts'
import type { Tone } from '../states/status.tsx'

export type Capabilities = ClusterLinkFieldsFragment['capabilities']

export const kindTitles: Readonly<Record<ClusterKind, string>> = {
  NONE: 'Records only',
  INFLUXDB_CLOUD_DEDICATED: 'InfluxDB Cloud Dedicated',
  INFLUXDB_CLUSTERED: 'InfluxDB Clustered',
  INFLUXDB_3_ENTERPRISE: 'InfluxDB 3 Enterprise',
  INFLUXDB_3_CORE: 'InfluxDB 3 Core',
  INFLUXDB_2: 'InfluxDB 2',
  INFLUXDB_1: 'InfluxDB 1.x',
}

export const healthWords: Readonly<Record<ClusterHealth, { readonly label: string; readonly tone: Tone }>> = {
  HEALTHY: { label: 'Healthy', tone: 'good' },
  DEGRADED: { label: 'Answers, but not as it should', tone: 'warning' },
  UNREACHABLE: { label: 'Cannot be reached', tone: 'bad' },
  CREDENTIAL_REFUSED: { label: 'Refuses the gateway’s credential', tone: 'bad' },
  UNKNOWN: { label: 'Not asked yet', tone: 'off' },
}

export const enforcementWords: Readonly<Record<TokenEnforcement, string>> = {
  NATIVE: 'The cluster has a credential of its own for each token, and checks it by itself.',
  FORWARD_AUTH: 'A proxy before the cluster asks this gateway about every request.',
  NONE: 'Nobody checks them: no proxy asks this gateway, and no cluster is connected.',
}

/** What some kinds of cluster cannot do, each with the reason, by the capability that says so. */
export const cannot = {
  renameDatabase: (kind: string) => `Databases cannot be renamed: ${kind} has no way to do it.`,
  changeRetention: (kind: string) =>
    `Retention is chosen when a database is created: ${kind} cannot change it afterwards.`,
  tableLimits: (kind: string) => `No table and column limits: ${kind} does not enforce any.`,
  partitionTemplates: (kind: string) => `No partition templates: ${kind} has none.`,
  tables: (kind: string) =>
    `Tables are not created, renamed or deleted here: ${kind} creates them when they are written to.`,
  changeTokenPermissions: (kind: string) =>
    `Permissions are chosen when a token is created: ${kind} cannot change them afterwards.`,
  slashInDatabaseNames: (kind: string) => `No slash in the names of databases: ${kind} takes none.`,
  reuseDeletedName: (kind: string) =>
    `The name of a deleted database stays taken until it is purged: ${kind} keeps its data under that name.`,
} as const satisfies Partial<Record<keyof Capabilities, (kind: string) => string>>

export type Limit = keyof typeof cannot

/** The sentences on what a cluster cannot do; none where it can do all. */
export function limitsOf({ kind, capabilities }: Pick<ClusterLinkFieldsFragment, 'kind' | 'capabilities'>): string[] {
  const title = kindTitles[kind]
  const { databasesMax } = capabilities
  return [
    ...(databasesMax === null ? [] : [`At most ${databasesMax} databases: ${title} holds no more.`]),
    ...(Object.keys(cannot) as Limit[]).filter((limit) => !capabilities[limit]).map((limit) => cannot[limit](title)),
  ]
}

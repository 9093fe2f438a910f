import type { ClusterErrorCode, Enforcement } from '../drivers/driver.ts'
import type { LinkedKind, SettingName } from '../drivers/kinds.ts'
import type { LinkHealth } from './link.store.ts'

/** The kinds of cluster as commands and variables name them. */
export const kindWords: Readonly<Record<string, LinkedKind>> = {
  'influxdb-1': 'INFLUXDB_1',
  'influxdb-2': 'INFLUXDB_2',
  'influxdb-3-core': 'INFLUXDB_3_CORE',
  'influxdb-3-enterprise': 'INFLUXDB_3_ENTERPRISE',
  'cloud-dedicated': 'INFLUXDB_CLOUD_DEDICATED',
  clustered: 'INFLUXDB_CLUSTERED',
}

/** The ways to enforce tokens, in the same way. */
export const enforcementWords: Readonly<Record<string, Enforcement>> = {
  native: 'NATIVE',
  'forward-auth': 'FORWARD_AUTH',
}

/** The settings that are taken as they are written; the certificate authority comes as a file. */
export const writtenSettings = [
  'username',
  'accountId',
  'clusterId',
  'organizationId',
  'tokenUrl',
  'clientId',
  'scope',
  'propagationSeconds',
] as const satisfies readonly SettingName[]

export type WrittenSetting = (typeof writtenSettings)[number]

/** What an operator does about each fault of a cluster. */
export const advice: Readonly<Record<ClusterErrorCode, string>> = {
  UNREACHABLE: 'Check that the cluster runs, and that its management URL is right and can be reached from the gateway.',
  CREDENTIAL_REFUSED: 'Give it another credential: clustergate cluster connect.',
  FORBIDDEN: 'Give it a credential of more power: clustergate cluster connect.',
  CLUSTER_FAULT: 'Look into the log of the cluster.',
  EXISTS_ON_CLUSTER: 'Import it, or take another name.',
  MISSING: 'Make it anew, or delete it here.',
  SECRET_LOST: 'Rotate the token.',
  UNSUPPORTED: 'Check the kind, and the version, of the cluster.',
  REFUSED: 'Look into the log of the cluster.',
  PROTOCOL: 'Check the kind of the cluster, and its management URL: something else answers there.',
}

/** The state of the way to a cluster, in words. */
export const healthWords: Readonly<Record<LinkHealth, string>> = {
  HEALTHY: 'healthy',
  DEGRADED: 'answers, but not as it should',
  UNREACHABLE: 'cannot be reached',
  CREDENTIAL_REFUSED: 'refuses the credential',
  UNKNOWN: 'not asked yet',
}

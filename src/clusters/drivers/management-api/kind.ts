import { badInput } from '../../../errors.ts'
import type { Capabilities } from '../driver.ts'
import type { Kind } from '../kind.ts'
import { asidePrefix } from './aside.ts'
import { ManagementApiDriver } from './management-api.ts'

const capabilities: Capabilities = {
  renameDatabase: true,
  undeleteDatabase: 'NATIVE',
  deletedNameIsFree: true,
  changeRetention: true,
  retentionSecondsMin: 3_600,
  retentionSecondsStep: 1,
  databasesMax: null,
  tableLimits: true,
  partitionTemplates: true,
  tables: true,
  slashInDatabaseNames: true,
  parseDatabaseName(name, field) {
    if (!name.startsWith(asidePrefix)) return
    throw badInput(field, `Names that begin with \`${asidePrefix}\` are kept for deleted databases; take another one.`)
  },
  secretsBy: 'CLUSTER',
  secretBytesMax: Number.POSITIVE_INFINITY,
  everyDatabase: 'NATIVE',
  changeTokenGrants: true,
  tokenExpiry: 'NATIVE',
  grantsById: false,
}

const common = {
  // Its clients reach the cluster directly, some of them by Flight, which no proxy reads.
  enforcements: ['NATIVE'],
  policies: 'AS_DATABASE',
  capabilities: () => capabilities,
  open: (connection) => new ManagementApiDriver(connection),
} as const satisfies Partial<Kind>

export const cloudDedicated: Kind = {
  ...common,
  title: 'InfluxDB Cloud Dedicated',
  requiredSettings: ['accountId', 'clusterId'],
  optionalSettings: ['propagationSeconds'],
}

export const clustered: Kind = {
  ...common,
  title: 'InfluxDB Clustered',
  requiredSettings: [],
  optionalSettings: ['tokenUrl', 'clientId', 'scope', 'propagationSeconds'],
}

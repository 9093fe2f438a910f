import { randomBytes, randomUUID } from 'node:crypto'
import type { Connection, LinkedKind } from '../../../src/clusters/drivers/kind.ts'
import { dataPlane } from './data-plane.ts'
import { type Answered, type Asked, type Emulator, type Operation, openEmulator } from './emulator.ts'
import { openProvider, type Provider } from './identity-provider.ts'
import {
  type Cluster,
  databaseOperations,
  newCluster,
  refused,
  tableOperations,
  tokenOperations,
} from './management-api-operations.ts'

export interface ManagementApiOptions {
  readonly kind?: Extract<LinkedKind, 'INFLUXDB_CLOUD_DEDICATED' | 'INFLUXDB_CLUSTERED'>
  /** How long a new token is not accepted yet. */
  readonly activationMilliseconds?: number
  /** How long the data plane goes by the permissions that a token had before a change. */
  readonly propagationMilliseconds?: number
  readonly clock?: () => number
  /** Whether it is a release before 20251218, which neither renames, nor undeletes, nor manages tables. */
  readonly isOld?: boolean
  /** Whether its tokens come from an identity provider, and how long they last. */
  readonly tokensLastSeconds?: number
  /** The id before the first one; by default they are larger than what a double can hold. */
  readonly lastId?: bigint
  readonly port?: number
}

/** A cluster behind the Management API v0, which keeps its databases, tables, tokens and points in memory. */
export interface ManagementApiEmulator extends Emulator {
  readonly kind: LinkedKind
  readonly connection: Connection
  readonly cluster: Cluster
  /** Where its tokens come from, if that was asked for. */
  readonly provider: Provider | undefined
  /** Writes a point to a database as somebody who has a token; answers with the status. */
  write(secret: string, database: string, line?: string): Promise<number>
  /** How many points a database has, as somebody who has a token; the status when that is refused. */
  count(secret: string, database: string): Promise<{ readonly points: number } | { readonly status: number }>
}

const files = {
  INFLUXDB_CLOUD_DEDICATED: 'cloud-dedicated-management-openapi.yml',
  INFLUXDB_CLUSTERED: 'clustered-management-openapi.yml',
}

/** What old releases of Clustered do not know. */
const isRecent = ({ path }: Operation) => /rename$|undelete$|\/tables/.test(path)

export async function openManagementApi(options: ManagementApiOptions = {}): Promise<ManagementApiEmulator> {
  const { kind = 'INFLUXDB_CLOUD_DEDICATED', isOld = false, tokensLastSeconds, clock = Date.now } = options
  const isDedicated = kind === 'INFLUXDB_CLOUD_DEDICATED'
  const vendor = isDedicated ? { accountId: randomUUID(), clusterId: randomUUID() } : {}
  const provider = tokensLastSeconds === undefined ? undefined : await openProvider(tokensLastSeconds)
  const managementToken = randomBytes(32).toString('base64url')
  const cluster = newCluster(vendor, { ...options, clock })
  const operations = [...databaseOperations(cluster), ...tableOperations(cluster), ...tokenOperations(cluster)]
  const isAccepted = (token: string) => (provider ? provider.isLive(token) : token === managementToken)
  const emulator = await openEmulator({
    vendorFile: files[kind],
    base: '/api/v0',
    below: isDedicated ? '/accounts/{accountId}/clusters/{clusterId}' : '',
    operations: operations.filter((operation) => !isOld || !isRecent(operation)),
    others: dataPlane(cluster),
    refuse: (asked: Asked): Answered | undefined => {
      if (!isAccepted(asked.headers.authorization?.replace(/^Bearer /, '') ?? '')) return refused(401)
      const { accountId, clusterId } = asked.parameters
      const isOther = isDedicated && (accountId !== vendor.accountId || clusterId !== vendor.clusterId)
      return isOther ? refused(404) : undefined
    },
    refusal: (status) => refused(status).body,
    ...(options.port !== undefined && { port: options.port }),
  })
  const ask = async (method: string, path: string, secret: string, body?: string) =>
    fetch(`${emulator.url}${path}`, { method, headers: { authorization: `Token ${secret}` }, ...(body && { body }) })
  const { close } = emulator
  return Object.assign(emulator, {
    kind,
    cluster,
    provider,
    connection: {
      managementUrl: emulator.url,
      settings: { ...vendor, ...provider?.settings },
      credential: provider?.clientSecret ?? managementToken,
      enforcement: 'NATIVE' as const,
      verifiesJwt: false,
    },
    write: async (secret: string, database: string, line = 'weather temperature=21') =>
      (await ask('POST', `/write?db=${encodeURIComponent(database)}`, secret, line)).status,
    count: async (secret: string, database: string) => {
      const query = new URLSearchParams({ db: database, q: 'SELECT count(*) FROM /.*/' })
      const response = await ask('GET', `/query?${query}`, secret)
      if (response.status !== 200) return { status: response.status }
      const { results } = (await response.json()) as { results: [{ series: [{ values: [[number]] }] }] }
      return { points: results[0].series[0].values[0][0] }
    },
    async close() {
      await close()
      await provider?.close()
    },
  })
}

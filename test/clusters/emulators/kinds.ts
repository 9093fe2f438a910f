import type { Connection } from '../../../src/clusters/drivers/kind.ts'
import { openInfluxdb2 } from './influxdb-2.ts'
import { openInfluxdb3 } from './influxdb-3.ts'
import { openManagementApi } from './management-api.ts'

/** An emulated cluster, and what the gateway is told of it. */
export interface Emulated {
  readonly url: string
  readonly credential: string
  readonly settings: Connection['settings']
}

/** Starts an emulated cluster, by the word for its kind; each kind is a row. */
export const emulated: Readonly<Record<string, () => Promise<Emulated>>> = {
  'cloud-dedicated': async () => managed(await openManagementApi()),
  clustered: async () => managed(await openManagementApi({ kind: 'INFLUXDB_CLUSTERED' })),
  'influxdb-2': async () => {
    const { url, token, organizationId } = await openInfluxdb2()
    return { url, credential: token, settings: { organizationId } }
  },
  'influxdb-3-core': async () => administered(await openInfluxdb3({ product: 'Core' })),
  'influxdb-3-enterprise': async () => administered(await openInfluxdb3({ product: 'Enterprise' })),
}

const managed = ({ url, connection: { credential, settings } }: Awaited<ReturnType<typeof openManagementApi>>) => ({
  url,
  credential,
  settings,
})

const administered = ({ url, token }: Awaited<ReturnType<typeof openInfluxdb3>>) => ({
  url,
  credential: token,
  settings: {},
})

/** The variables by which the gateway is told of a cluster. */
export function variablesOf(kind: string, { url, credential, settings }: Emulated): Readonly<Record<string, string>> {
  const { accountId, clusterId, organizationId } = settings
  return {
    CLUSTERGATE_CLUSTER_KIND: kind,
    CLUSTERGATE_CLUSTER_URL: url,
    CLUSTERGATE_CLUSTER_MANAGEMENT_URL: url,
    CLUSTERGATE_CLUSTER_CREDENTIAL: credential,
    ...(accountId !== undefined && { CLUSTERGATE_CLUSTER_ACCOUNT_ID: accountId }),
    ...(clusterId !== undefined && { CLUSTERGATE_CLUSTER_CLUSTER_ID: clusterId }),
    ...(organizationId !== undefined && { CLUSTERGATE_CLUSTER_ORGANIZATION_ID: organizationId }),
  }
}

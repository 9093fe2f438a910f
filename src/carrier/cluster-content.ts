import { type Call, ClusterError, type ObservedDatabase, type ObservedToken } from '../clusters/drivers/driver.ts'
import type { OpenCluster } from '../clusters/links/linked-clusters.ts'

/** All that lies on a cluster, as it has listed it. */
export interface ClusterContent {
  readonly databases: readonly ObservedDatabase[]
  readonly tokens: readonly ObservedToken[]
}

export const noContent: ClusterContent = { databases: [], tokens: [] }

/** Lists what lies on a cluster, without what belongs to the cluster itself. Throws ClusterError. */
export async function listContent({ link, driver }: OpenCluster, call: Call): Promise<ClusterContent> {
  const { health, error } = link
  if (health === 'UNREACHABLE' || health === 'CREDENTIAL_REFUSED') {
    // Only the probe calls it; once that succeeds, it may be asked again.
    throw new ClusterError(health, error?.message ?? 'The cluster does not answer.')
  }
  const databases = await driver.listDatabases(call)
  const tokens = (await driver.tokens?.list(call)) ?? []
  return { databases: databases.filter(({ isSystem }) => !isSystem), tokens }
}

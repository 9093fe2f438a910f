import { type Call, ClusterError, type ObservedDatabase, type ObservedToken } from '../clusters/drivers/driver.ts'
import type { OpenCluster } from '../clusters/links/linked-clusters.ts'
import type { Deadline } from '../deadline.ts'
import { clusterUnavailable } from '../errors.ts'

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

/** How long a cluster may take for its lists, and what is left of an operation's time for the rest of it. */
const listMilliseconds = 7_000
const restMilliseconds = 2_500
const retryAfterSeconds = 10

/** The same, sorted, for a caller who waits for it. Throws CLUSTER_UNAVAILABLE. */
export async function listForCaller(target: OpenCluster, deadline: Deadline | undefined): Promise<ClusterContent> {
  const remaining = deadline?.remainingMilliseconds ?? Number.POSITIVE_INFINITY
  const milliseconds = Math.max(0, Math.floor(Math.min(listMilliseconds, remaining - restMilliseconds)))
  const signal = AbortSignal.timeout(milliseconds)
  try {
    const { databases, tokens } = await listContent(target, { signal })
    return {
      databases: databases.toSorted((a, b) => inOrder(a.externalName, b.externalName)),
      tokens: tokens.toSorted((a, b) => inOrder(a.description, b.description)),
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error
    throw clusterUnavailable(signal.aborted ? 'The cluster took too long to answer.' : error.message, retryAfterSeconds)
  }
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

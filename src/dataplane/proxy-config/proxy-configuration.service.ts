import type { SignedIn } from '../../auth/caller.ts'
import * as clusterStore from '../../clusters/cluster.store.ts'
import { kinds } from '../../clusters/drivers/kinds.ts'
import * as linkStore from '../../clusters/links/link.store.ts'
import { reachOf } from '../../policy/reach.ts'
import { inOrder } from '../../requests/request-context.ts'
import type { Sql } from '../../store/tables.ts'
import { configurationOf } from './configuration.ts'
import { checksAt, listenAddress, parseChecks, parseUpstream, upstreamDefault } from './parse-site.ts'
import type { ProxyConfigurationArgs } from './proxy-configuration.type.ts'

export class ProxyConfigurationService {
  constructor(
    private readonly db: Sql,
    /** Where this gateway answers checks; undefined where it answers none. */
    private readonly checkPort: number | undefined,
  ) {}

  /**
   * The text for each cluster, in the order of the ids; null for one that the caller may not read, and CONFLICT for one at
   * whose URL no proxy can listen. Throws BAD_INPUT.
   */
  async ofEach(
    caller: SignedIn,
    ids: readonly string[],
    { proxy, upstreamUrl, checks }: ProxyConfigurationArgs,
  ): Promise<readonly (string | Error | null)[]> {
    const given = {
      upstream: parseUpstream(upstreamUrl ?? upstreamDefault, 'upstreamUrl'),
      checks: checks ? parseChecks(checks, 'checks') : checksAt(this.checkPort),
    }
    const clusters = inOrder(ids, await clusterStore.findMany(this.db, reachOf(caller, 'CLUSTER_READ'), ids))
    const linked = await linkStore.kindsOf(this.db, caller.accountId, ids)
    return clusters.map((cluster) => {
      if (!cluster) return null
      const { id: clusterId, name: clusterName } = cluster
      const kind = linked.get(clusterId)
      try {
        const url = listenAddress(cluster)
        return configurationOf(proxy, {
          clusterId,
          clusterName,
          url,
          ...given,
          scheme: kind && kinds[kind]?.proxyScheme,
        })
      } catch (error) {
        return error as Error
      }
    })
  }
}

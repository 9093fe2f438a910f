import { DatabaseNamesDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { useClusters } from './cluster-select.tsx'
import { type Cluster, useClusterOf } from './use-cluster.ts'

/** How many databases are looked at for their clusters. */
const looked = 100

/** The clusters on which something can be created: those that the viewer may read, and those of databases they may. */
export function usePlaces(): readonly Cluster[] {
  const { may, mayEverywhere } = useSignedIn()
  const clusters = useClusters()
  const clusterOf = useClusterOf()
  const { data } = useRead(
    DatabaseNamesDocument,
    { first: looked },
    { of: ['Database'], pause: mayEverywhere('CLUSTER_READ') || !may('DATABASE_READ') },
  )
  const named = (data?.databases?.nodes ?? []).map(({ cluster }) => clusterOf(cluster))
  const all = [...clusters, ...named.filter((cluster) => cluster !== undefined)]
  return [...new Map(all.map((cluster) => [cluster.id, cluster])).values()]
}

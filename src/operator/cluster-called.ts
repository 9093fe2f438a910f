import type { Cluster } from '../clusters/cluster.type.ts'
import { conflict } from '../errors.ts'

/** The cluster of this id or, if there is none, of this name. Throws CONFLICT. */
export function clusterCalled(clusters: readonly Cluster[], nameOrId: string): Cluster {
  const found = clusters.find(({ id }) => id === nameOrId) ?? clusters.find(({ name }) => name === nameOrId)
  if (found) return found
  throw conflict(`The account has no cluster ${nameOrId}; there are: ${clusters.map(({ name }) => name).join(', ')}.`)
}

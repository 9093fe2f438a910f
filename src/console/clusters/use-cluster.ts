import { useClusters } from './cluster-select.tsx'

export type Cluster = ReturnType<typeof useClusters>[number]

/** A cluster of the account; undefined while it is being read. */
export const useCluster = (id: string): Cluster | undefined => useClusters().find((cluster) => cluster.id === id)

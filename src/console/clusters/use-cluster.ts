import { useSignedIn } from '../viewer/viewer.ts'
import { useClusters } from './cluster-select.tsx'

export type Cluster = ReturnType<typeof useClusters>[number]

/** What those can read of a cluster who may read a database on it, but not the cluster. */
export interface NamedCluster {
  readonly id: string
  readonly name: string
}

/**
 * The clusters of databases, by what is read of these; undefined while they are being read. One that the viewer may not read
 * stands for what can do everything: all is offered, and the gateway refuses what the cluster cannot do.
 */
export function useClusterOf(): (named: NamedCluster | undefined) => Cluster | undefined {
  const { mayEverywhere } = useSignedIn()
  const clusters = useClusters()
  const readsAll = mayEverywhere('CLUSTER_READ')
  return (named) => named && (clusters.find(({ id }) => id === named.id) ?? (readsAll ? undefined : unread(named)))
}

const unread = (named: NamedCluster): Cluster => ({
  ...named,
  url: '',
  createdAt: '',
  lastCheckAt: null,
  link: {
    ...{ kind: 'NONE', enforcement: 'NONE', version: null, health: 'UNKNOWN', warning: null, checkedAt: null },
    ...{ lastError: null, pendingCount: 0, failedCount: 0, driftedCount: 0, pendingRevocationCount: 0 },
    capabilities: {
      ...{ renameDatabase: true, undeleteDatabase: true, reuseDeletedName: true, changeRetention: true },
      ...{ minimumRetention: null, databasesMax: null, tableLimits: true, partitionTemplates: true, tables: true },
      ...{ changeTokenPermissions: true, slashInDatabaseNames: true },
    },
  },
})

/** Whether a cluster stands behind anything that the viewer sees, as far as they may know. */
export function useIsSynced(): boolean {
  const { mayEverywhere } = useSignedIn()
  const clusters = useClusters()
  return !mayEverywhere('CLUSTER_READ') || clusters.some(({ link }) => link.kind !== 'NONE')
}

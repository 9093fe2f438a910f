import type { ClusterLinkFieldsFragment, SyncFieldsFragment, SyncState } from '../../sdk/generated.ts'
import type { Tone } from '../states/status.tsx'

export type Sync = SyncFieldsFragment

/** A state in which the cluster has something else than what is shown here. */
export type OpenState = Exclude<SyncState, 'APPLIED'>

/** Something that a cluster should have as it is here. */
export interface Synced {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly sync: Sync
}

/** The types whose queries change with what a cluster is told. */
export const changedTypes = ['Cluster', 'Database', 'Table', 'DatabaseToken'] as const

/** A cluster, as far as it is needed to say where something stands. */
export interface SyncCluster {
  readonly id: string
  readonly name: string
  readonly link: Pick<ClusterLinkFieldsFragment, 'enforcement'>
}

export const stateWords: Readonly<Record<OpenState, { readonly label: string; readonly tone: Tone }>> = {
  PENDING: { label: 'Pending', tone: 'waiting' },
  FAILED: { label: 'Failed', tone: 'bad' },
  DRIFTED: { label: 'Drifted', tone: 'warning' },
}

/** What a state means, with the cluster's name. */
export const meanings: Readonly<Record<OpenState, (cluster: string) => string>> = {
  PENDING: (cluster) => `It has not reached ${cluster} yet, and is tried again by itself.`,
  FAILED: (cluster) => `${cluster} did not take it. Nothing is tried again until it is changed, or tried by hand.`,
  DRIFTED: (cluster) => `${cluster} has something else: somebody changed it there.`,
}

/** Whether an error is about the way to the cluster, so that its time is that since when it is so. */
export const isSince = ({ code }: NonNullable<Sync['lastError']>): boolean =>
  code === 'UNREACHABLE' || code === 'CREDENTIAL_REFUSED'

/** Why something is not on the cluster as it is here, in a sentence. */
export const reasonOf = (state: OpenState, { lastError }: Pick<Sync, 'lastError'>, cluster: string): string =>
  lastError && state !== 'DRIFTED' ? lastError.message : meanings[state](cluster)

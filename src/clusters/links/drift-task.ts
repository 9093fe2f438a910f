/** The kind of task that compares a cluster with what is known here; its id is the cluster's. */
export const driftTask = 'cluster_drift'

import { ClusterError } from './driver.ts'

/**
 * What a refusal means that every HTTP API words alike. `changes` says whether the request could change something: after
 * a fault of the cluster it may have done so.
 */
export function refusalOf(status: number, changes: boolean): ClusterError {
  if (status === 401) {
    const message = 'The cluster does not take the credential of the gateway.'
    return new ClusterError('CREDENTIAL_REFUSED', message, { retry: true, unknown: false })
  }
  if (status === 403) {
    const message = 'The credential of the gateway may not do this on the cluster.'
    return new ClusterError('FORBIDDEN', message, { retry: true, unknown: false })
  }
  if (status === 408 || status === 429) {
    const message = `The cluster is too busy (HTTP ${status}).`
    return new ClusterError('CLUSTER_FAULT', message, { retry: true, unknown: false })
  }
  if (status >= 500) {
    const message = `The cluster failed (HTTP ${status}).`
    return new ClusterError('CLUSTER_FAULT', message, { retry: true, unknown: changes })
  }
  return new ClusterError('REFUSED', `The cluster refused the request (HTTP ${status}).`)
}

/** The answer is not the API's: a page of a proxy on the way, half an answer, or another server at this address. */
export function misunderstood(changes: boolean): ClusterError {
  const message = 'The answer is not what clusters of this kind answer; check the management URL.'
  return new ClusterError('PROTOCOL', message, { retry: true, unknown: changes })
}

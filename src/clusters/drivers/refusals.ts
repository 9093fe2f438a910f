import { ClusterError } from './driver.ts'

/**
 * What a refusal means that every HTTP API words alike. `changes` says whether the request could change something: after
 * a fault of the cluster it may have done so. `named` is what the message calls the one who refused.
 */
export function refusalOf(status: number, changes: boolean, named = 'cluster'): ClusterError {
  if (status === 401) {
    const message = `The ${named} does not take the credential of the gateway.`
    return new ClusterError('CREDENTIAL_REFUSED', message, { retry: true, unknown: false })
  }
  if (status === 403) {
    const message = `The credential of the gateway may not do this on the ${named}.`
    return new ClusterError('FORBIDDEN', message, { retry: true, unknown: false })
  }
  if (status === 408 || status === 429) {
    const message = `The ${named} is too busy (HTTP ${status}).`
    return new ClusterError('CLUSTER_FAULT', message, { retry: true, unknown: false })
  }
  if (status >= 500) {
    const message = `The ${named} failed (HTTP ${status}).`
    return new ClusterError('CLUSTER_FAULT', message, { retry: true, unknown: changes })
  }
  return new ClusterError('REFUSED', `The ${named} refused the request (HTTP ${status}).`)
}

/**
 * The answer is not the API's: a page of a proxy on the way, half an answer, or another server at this address, which the
 * operator has given as `setting`.
 */
export function misunderstood(changes: boolean, setting = 'the management URL'): ClusterError {
  const message = `The answer is not what was expected of the server there; check ${setting}.`
  return new ClusterError('PROTOCOL', message, { retry: true, unknown: changes })
}

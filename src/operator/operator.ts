import type { Core } from '../core.ts'
import { ClusterLinksService } from './cluster-links.service.ts'
import { ClusterSecretsService } from './cluster-secrets.service.ts'
import { OperatorService } from './operator.service.ts'

/** Makes the operator's service for an open store; only operator commands and the first start need it. */
export function operatorOf({ store, keys, services }: Core): OperatorService {
  const { changes, invites, hasher, throttle, scopes } = services
  return new OperatorService(store, changes, invites, keys, hasher, throttle, scopes)
}

/** Makes the service for the secrets of clusters, in the same way. */
export const clusterSecretsOf = ({ keys, services }: Core): ClusterSecretsService =>
  new ClusterSecretsService(services.changes, keys)

/** Makes the service for the ways to the clusters behind, in the same way. */
export const clusterLinksOf = ({ store, keys, services, clock }: Core): ClusterLinksService =>
  new ClusterLinksService(store, services.changes, keys, clock)

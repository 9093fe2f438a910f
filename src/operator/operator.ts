import type { Core } from '../core.ts'
import { OperatorService } from './operator.service.ts'

/** Makes the operator's service for an open store; only operator commands and the first start need it. */
export function operatorOf({ store, keys, services }: Core): OperatorService {
  const { changes, invites, hasher, throttle, scopes } = services
  return new OperatorService(store, changes, invites, keys, hasher, throttle, scopes)
}

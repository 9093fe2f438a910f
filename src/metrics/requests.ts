import { type ErrorCode, errorCodes } from '../errors.ts'
import { shippedName } from '../gateway/graphql/shipped-operations.ts'
import type { RequestLogEntry } from '../gateway/request-log.ts'
import type { Registry } from './registry.ts'

/** Measures a request, once it is answered; probes are left out. */
export function measureRequest(registry: Registry, entry: RequestLogEntry): void {
  const { isProbe, way, operationName, startedAt } = entry
  if (isProbe) return
  const outcome = outcomeOf(entry)
  const operation = shippedName(operationName)
  registry.count('clustergate_requests_total', { operation, outcome, way })
  registry.observe('clustergate_request_duration_seconds', { way }, (performance.now() - startedAt) / 1_000)
  if (outcome === 'INTERNAL') registry.count('clustergate_faults_total', {})
  const reason = refusalOf(entry)
  if (reason) registry.count('clustergate_refusals_total', { reason })
}

/** Of several errors the first, unless there is a fault of ours among them. */
function outcomeOf({ errorCodes: codes }: RequestLogEntry): ErrorCode | 'ok' {
  if (codes.size === 0) return 'ok'
  if (codes.has('INTERNAL')) return 'INTERNAL'
  const [first = ''] = codes
  return first in errorCodes ? (first as ErrorCode) : 'INTERNAL'
}

/** Why requests are refused as too many. */
export const refusalReasons = ['limit', 'overload', 'attempts', 'store'] as const

/** Undefined for a request that was not refused as one too many. */
function refusalOf({ errorCodes: codes, status }: RequestLogEntry): (typeof refusalReasons)[number] | undefined {
  if (codes.size === 0) return undefined
  if (codes.has('UNAVAILABLE')) return 'store'
  if (!codes.has('RATE_LIMITED')) return undefined
  if (status === 429) return 'limit'
  return status === 503 ? 'overload' : 'attempts'
}

import type { Span } from '@opentelemetry/api'
import { Kind, type OperationDefinitionNode } from 'graphql'
import type { Caller } from '../auth/caller.ts'
import type { RequestLog } from '../requests/request-context.ts'
import type { Log } from './log.ts'

/**
 * How a request was answered: by a plan, by Apollo Server, or as a page, file or probe of the site; a refused one was
 * answered before any of them had its turn.
 */
export const ways = ['planned', 'apollo', 'site', 'refused'] as const
export type Way = (typeof ways)[number]

/** The log entry of one request, filled while it is served, and reported once it is answered. */
export interface RequestLogEntry extends RequestLog {
  readonly requestId: string
  readonly ip: string | null
  /** Undefined for a request that could not be parsed. */
  readonly method: string | undefined
  readonly startedAt: number
  /** Whether it is a probe, which leaves no line. */
  isProbe: boolean
  caller: Caller | undefined
  way: Way
  readonly errorCodes: Set<string>
  status: number | undefined
  /** The span of the request; undefined where no trace of it is recorded. */
  span: Span | undefined
}

/** Called once for every request, whatever answered it: telemetry belongs here. */
export type Report = (entry: RequestLogEntry) => void

export const openEntry = (requestId: string, ip: string | null, method?: string): RequestLogEntry => ({
  requestId,
  ip,
  method,
  startedAt: performance.now(),
  isProbe: false,
  caller: undefined,
  operationName: undefined,
  operationType: undefined,
  fields: undefined,
  cost: undefined,
  isDryRun: false,
  way: 'refused',
  errorCodes: new Set(),
  status: undefined,
  span: undefined,
})

const operationNameLengthMax = 64

const fieldsLengthMax = 256
const fieldsOf = new WeakMap<OperationDefinitionNode, string>()

/** Notes what is asked for, before it is done, so that the log names an operation that takes too long, too. */
export function noteOperation(log: RequestLog, operation: OperationDefinitionNode): void {
  log.operationName = operation.name?.value.slice(0, operationNameLengthMax)
  log.operationType = operation.operation
  let fields = fieldsOf.get(operation)
  if (fields === undefined) {
    fields = rootFieldsOf(operation)
    fieldsOf.set(operation, fields)
  }
  log.fields = fields
}

/** Those that stand in the operation itself; what a fragment at its root asks for is not looked up. */
const rootFieldsOf = ({ selectionSet }: OperationDefinitionNode): string =>
  [...new Set(selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : [])))]
    .join(',')
    .slice(0, fieldsLengthMax)

/** Logs one line for each request but probes: caller, operation, address, duration and outcome. */
export const logRequests =
  (log: Log): Report =>
  ({
    requestId,
    ip,
    method,
    startedAt,
    isProbe,
    caller,
    operationName,
    fields,
    cost,
    isDryRun,
    way,
    errorCodes,
    status,
    span,
  }) => {
    if (isProbe) return
    log.info(
      {
        requestId,
        traceId: span?.spanContext().traceId,
        ip,
        method,
        status,
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
        operationName,
        fields,
        cost,
        dryRun: isDryRun || undefined,
        planned: way === 'planned',
        // Undefined, and so absent, where nothing was carried out under an Idempotency-Key.
        replayed: caller?.origin.idempotency?.outcome?.replayed,
        caller: caller?.kind ?? 'refused',
        callerId: caller?.id,
        accountId: caller && caller.kind !== 'anonymous' ? caller.accountId : undefined,
        outcome: errorCodes.size === 0 ? 'ok' : [...errorCodes].join(','),
      },
      'request',
    )
  }

import type { Caller } from '../auth/caller.ts'
import type { RequestLog } from '../requests/request-context.ts'
import type { Log } from './log.ts'

/** What is told of one request once it is answered; it is filled on the way to the answer. */
export interface RequestLogEntry extends RequestLog {
  readonly requestId: string
  /** Which address the request comes from. */
  readonly ip: string | null
  /** Undefined for what the HTTP parser could not read. */
  readonly method: string | undefined
  readonly startedAt: number
  /** Asked by machines every few seconds. */
  isProbe: boolean
  caller: Caller | undefined
  /** Whether it was answered without Apollo Server. */
  planned: boolean
  /** The codes of the errors in the answer. */
  readonly errorCodes: Set<string>
  status: number | undefined
}

/** Hears of every request once, whatever answered it: the place for what observes the gateway. */
export type Report = (entry: RequestLogEntry) => void

export const openEntry = (requestId: string, ip: string | null, method?: string): RequestLogEntry => ({
  requestId,
  ip,
  method,
  startedAt: performance.now(),
  isProbe: false,
  caller: undefined,
  operationName: undefined,
  planned: false,
  errorCodes: new Set(),
  status: undefined,
})

const operationNameLengthMax = 64

export function noteOperationName(log: RequestLog, name: string | null | undefined): void {
  log.operationName = name?.slice(0, operationNameLengthMax)
}

/** One line for each request but probes: who asked for what and from where, how long it took, and how it ended. */
export const logRequests =
  (log: Log): Report =>
  ({ requestId, ip, method, startedAt, isProbe, caller, operationName, planned, errorCodes, status }) => {
    if (isProbe) return
    log.info(
      {
        requestId,
        ip,
        method,
        status,
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
        operationName,
        planned,
        caller: caller?.kind ?? 'refused',
        callerId: caller?.id,
        accountId: caller && caller.kind !== 'anonymous' ? caller.accountId : undefined,
        outcome: errorCodes.size === 0 ? 'ok' : [...errorCodes].join(','),
      },
      'request',
    )
  }

import type { Caller } from '../auth/caller.ts'
import type { Answered } from './graphql/plan.ts'
import type { Log } from './log.ts'

/** What the log will say of one request; it travels with the request wherever that goes. */
export interface Exchange {
  readonly requestId: string
  /** Which address the request comes from. */
  readonly ip: string | null
  readonly startedAt: number
  caller: Caller | undefined
  operationName: string | undefined
  /** Whether a plan answered it, without Apollo Server. */
  planned: boolean
  /** The codes of the errors in the answer. */
  readonly errorCodes: Set<string>
}

export const beginExchange = (requestId: string, ip: string | null): Exchange => ({
  requestId,
  ip,
  startedAt: performance.now(),
  caller: undefined,
  operationName: undefined,
  planned: false,
  errorCodes: new Set(),
})

const operationNameLengthMax = 64

export function noteOperationName(exchange: Pick<Exchange, 'operationName'>, name: string | null | undefined): void {
  exchange.operationName = name?.slice(0, operationNameLengthMax)
}

export function notePlanned(exchange: Exchange, { errorCodes }: Answered): void {
  exchange.planned = true
  for (const code of errorCodes) exchange.errorCodes.add(code)
}

/** One line for each request: who asked for what and from where, how long it took, and how it ended; none of what was asked. */
export function logExchange(log: Log, exchange: Exchange, method: string, status: number): void {
  const { requestId, ip, startedAt, caller, operationName, planned, errorCodes } = exchange
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

import { pino } from 'pino'
import type { Config } from '../config.ts'
import { printDateTime } from '../values/date-time.ts'

export type Log = pino.Logger

/**
 * Lines go out together: a system call for each would cost as much as a small query. Not too many, because pino copies
 * those that wait whenever it adds one.
 */
const bufferedBytes = 4_000
const flushEveryMilliseconds = 100

/** JSON lines on standard error; standard output is for people. */
export function openLog(level: Config['logLevel']): Log {
  return pino(
    { level, base: null, timestamp },
    pino.destination({ fd: 2, sync: false, minLength: bufferedBytes, periodicFlush: flushEveryMilliseconds }),
  )
}

const timestamp = (): string => `,"time":"${printDateTime(Date.now())}"`

/** What is kept of a fault: its class, its text and where it happened; never the data it was about. */
export function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack, cause } = error
  return {
    name,
    message: error instanceof SyntaxError ? undefined : message,
    code: (error as { code?: unknown }).code,
    stack: stack
      ?.split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
    ...(cause !== undefined && { cause: faultOf(cause) }),
  }
}

import { pino } from 'pino'
import type { Config } from '../config.ts'
import { printDateTime } from '../values/date-time.ts'

export type Log = pino.Logger

/**
 * Lines are written in batches: a system call for each would cost as much as a small query. Batches are small, because
 * pino copies the lines that wait whenever it adds one.
 */
const bufferedBytes = 4_000
const flushEveryMilliseconds = 100

/** Opens the log: JSON lines on standard error, because standard output is for people. */
export function openLog(level: Config['logLevel']): Log {
  return pino(
    { level, base: null, timestamp },
    pino.destination({ fd: 2, sync: false, minLength: bufferedBytes, periodicFlush: flushEveryMilliseconds }),
  )
}

const timestamp = (): string => `,"time":"${printDateTime(Date.now())}"`

/** A fault as the log keeps it: its class, message and stack, never the data that it was about. */
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

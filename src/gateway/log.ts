import { pino } from 'pino'
import type { Config } from '../config.ts'
import { printDateTime } from '../values/date-time.ts'

export type Log = pino.Logger

/**
 * How many bytes of lines wait for more, to be written together: a system call for each line would cost as much as a
 * small query.
 */
const bufferedBytes = 32_000
/** The most that one call writes. */
const batchBytesMax = 64_000
const flushEveryMilliseconds = 100

/** Opens the log: JSON lines on standard error, because standard output is for people. */
export function openLog(level: Config['logLevel']): Log {
  const destination = pino.destination({
    fd: 2,
    sync: false,
    minLength: bufferedBytes,
    maxWrite: batchBytesMax,
    periodicFlush: flushEveryMilliseconds,
    contentMode: 'buffer',
  })
  return pino({ level, base: null, timestamp, hooks: { streamWrite: asBytes } }, destination)
}

/** A line as its destination keeps it, in spite of pino's type: a batch of texts is copied for each that is added. */
const asBytes = (line: string): string => Buffer.from(line) as unknown as string

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

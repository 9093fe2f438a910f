import { ClustergateError } from '../errors.ts'

/** Why a store takes no changes. */
export type Outage = 'full' | 'read-only' | 'failing' | 'unreachable'

const retryAfterSeconds = 3

/** The store cannot be reached or written: nothing was changed, and the same may succeed once that is corrected. */
export class StoreUnavailable extends ClustergateError {
  constructor(
    readonly outage: Outage,
    /** The error of the engine or the network. */
    override readonly cause?: unknown,
  ) {
    super(
      'UNAVAILABLE',
      `The store is not available at the moment; nothing was changed. Try again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    )
  }
}

/** Primary result codes of SQLite, by the name that libsql gives and the number that Node gives. */
const sqliteOutages: readonly (readonly [name: string, number: number, outage: Outage])[] = [
  ['SQLITE_READONLY', 8, 'read-only'],
  ['SQLITE_IOERR', 10, 'failing'],
  ['SQLITE_FULL', 13, 'full'],
  ['SQLITE_CANTOPEN', 14, 'failing'],
]

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const postgresOutages: Readonly<Record<string, Outage>> = {
  '25006': 'read-only',
  '53100': 'full',
  '58030': 'failing',
  '53300': 'unreachable',
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
}

/** The outage that an engine's error means; undefined for every other error. */
export function asUnavailable(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error
  const { code = '', errcode = 0 } = Object(error) as { code?: unknown; errcode?: number }
  if (typeof code !== 'string') return undefined
  const sqlite = sqliteOutages.find(
    ([name, number]) => code.startsWith(name) || (code === 'ERR_SQLITE_ERROR' && errcode % 256 === number),
  )
  const outage = sqlite?.[2] ?? postgresOutages[code]
  return outage && new StoreUnavailable(outage, error)
}

const syncFaults = new Set<unknown>(['SQLITE_IOERR_FSYNC', 1034, 'SQLITE_IOERR_DIR_FSYNC', 1290])

/**
 * Whether the disk did not confirm what SQLite had written. The system may have dropped it and report success next
 * time, so nothing may be written until the store is opened anew.
 */
export function isSyncFault(error: unknown): boolean {
  const { code, errcode } = Object(error) as { code?: unknown; errcode?: unknown }
  return syncFaults.has(code) || syncFaults.has(errcode)
}

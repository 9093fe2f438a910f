import { ClustergateError } from '../errors.ts'
import { StoreUnavailable } from '../store/unavailable.ts'

/** A failure of a command that ends it with an exit code of its own. */
export class OperatorFailure extends Error {
  override readonly name = 'OperatorFailure'

  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The exit code of a failure; undefined for the usual one. */
export const exitCodeOf = (error: unknown): number | undefined =>
  error instanceof OperatorFailure ? error.exitCode : undefined

interface SystemFault {
  readonly message?: string
  readonly code?: string
  readonly syscall?: string
  readonly path?: string
  readonly address?: string
  readonly port?: number
  /** SQLite's own number, where Node's driver reports it. */
  readonly errcode?: number
}

/** A failure as a sentence for the operator, without secrets: a connection string may hold one. */
export function describeFailure(error: unknown): string {
  // The operator is told the cause, which clients are not.
  if (error instanceof StoreUnavailable && error.cause !== undefined) return describeFailure(error.cause)
  if (error instanceof ClustergateError) return error.message
  const fault = error as SystemFault
  return (
    describeListening(fault) ??
    describeFile(fault) ??
    describeSqlite(fault) ??
    describePostgres(fault) ??
    (error instanceof Error && error.message !== '' ? error.message : 'An unknown fault.')
  )
}

function describeListening({ code, syscall, address, port }: SystemFault): string | undefined {
  if (syscall === 'listen') {
    if (code === 'EADDRINUSE') return `Port ${port} is taken on ${address}: set PORT to another, or stop what uses it.`
    if (code === 'EACCES') return `Port ${port} needs more rights than this user has: set PORT to one above 1023.`
    return `Cannot listen on ${address}: set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.`
  }
  return undefined
}

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'it is a file where a directory is needed',
}

function describeFile({ code = '', syscall, path }: SystemFault): string | undefined {
  if (path === undefined) return undefined
  if (syscall === 'mkdir' && code === 'ENOENT') return `${path} cannot be made: no directory can be made there.`
  return `${path} cannot be read or written: ${fileFaults[code] ?? code}.`
}

/** Primary result codes, by the name that libsql gives and the number that Node gives. */
const sqliteFaults: readonly (readonly [name: string, number: number, sentence: string])[] = [
  ['SQLITE_BUSY', 5, 'The store is busy: another process is writing to it for long. Try again.'],
  ['SQLITE_READONLY', 8, 'The store cannot be written: check who owns the data directory.'],
  ['SQLITE_IOERR', 10, 'The disk failed while the store was read or written.'],
  ['SQLITE_CORRUPT', 11, 'The store is damaged. Restore it from a backup.'],
  ['SQLITE_FULL', 13, 'The disk is full.'],
  ['SQLITE_CANTOPEN', 14, 'The store cannot be opened: check CLUSTERGATE_DATA_DIR and who owns that directory.'],
  ['SQLITE_NOTADB', 26, 'What lies in the data directory as clustergate.db is no store of Clustergate.'],
]

function describeSqlite({ code = '', errcode }: SystemFault): string | undefined {
  return sqliteFaults.find(([name, number]) => code.startsWith(name) || (errcode ?? 0) % 256 === number)?.[2]
}

const postgresFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'PostgreSQL cannot be reached: nothing listens where DATABASE_URL points.',
  ECONNRESET: 'PostgreSQL broke the connection off. Try again.',
  ENOTFOUND: 'PostgreSQL cannot be reached: the host of DATABASE_URL is unknown.',
  ETIMEDOUT: 'PostgreSQL cannot be reached: the host of DATABASE_URL does not answer.',
  '25006': 'PostgreSQL is read-only there: DATABASE_URL must lead to a server that takes changes.',
  '28000': 'PostgreSQL refused the user of DATABASE_URL.',
  '28P01': 'PostgreSQL refused the password of DATABASE_URL.',
  '3D000': 'PostgreSQL has no database of the name in DATABASE_URL. Create it first.',
  '42501': 'The user of DATABASE_URL may not create tables there.',
  '53100': 'The disk of PostgreSQL is full.',
  '53300': 'PostgreSQL has no connection left.',
  '55P03': 'The store is busy: another process holds a lock for long. Try again.',
  '57P01': 'PostgreSQL is shutting down.',
  '57P03': 'PostgreSQL is starting up. Try again.',
}

function describePostgres({ code = '', message = '' }: SystemFault): string | undefined {
  if (/^The server does not support SSL/.test(message)) {
    return 'PostgreSQL offers no encryption where DATABASE_URL points: set it up there, or write sslmode=disable.'
  }
  return postgresFaults[code]
}

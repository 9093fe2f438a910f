import { dirname } from 'node:path'
import { makeDirectory } from './make-directory.ts'
import { connectSqlite, isSqliteBusy } from './sqlite.ts'

/**
 * Locks a file against other processes; returns the function that unlocks it. SQLite holds the lock, so the system
 * frees it however the process ends. Throws when another process keeps it for longer.
 */
export function lockFile(path: string, milliseconds: number): () => void {
  makeDirectory(dirname(path))
  const lock = connectSqlite(path)
  try {
    lock.exec(`pragma busy_timeout = ${milliseconds}`)
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw error
  }
  return () => lock.close()
}

/** Whether `lockFile` failed because another process keeps the lock. */
export const isLocked = isSqliteBusy

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLocked, lockFile } from '../../files/lock.ts'

const lockIn = (directory: string): string => join(directory, 'server.lock')

/** Whether the file of the lock is still there; without it, another server could start on the data directory. */
export const hasLockFile = (directory: string): boolean => existsSync(lockIn(directory))

/**
 * Makes this process the only server on a data directory; returns the function that unlocks it. Throws when another
 * server is running.
 */
export function lockServer(directory: string): () => void {
  try {
    return lockFile(lockIn(directory), 0)
  } catch (cause) {
    if (!isLocked(cause)) throw cause
    throw new Error(
      `Another server is running on ${directory}. Stop it first, or set CLUSTERGATE_DATA_DIR to another directory.`,
      { cause },
    )
  }
}

import { join } from 'node:path'
import { isLocked, lockFile } from '../../files/lock.ts'

/**
 * Makes this process the only server on a data directory; returns the function that unlocks it. Throws when another
 * server is running.
 */
export function lockServer(directory: string): () => void {
  try {
    return lockFile(join(directory, 'server.lock'), 0)
  } catch (cause) {
    if (!isLocked(cause)) throw cause
    throw new Error(
      `Another server is running on ${directory}. Stop it first, or set CLUSTERGATE_DATA_DIR to another directory.`,
      { cause },
    )
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { connectSqlite } from './sqlite-connection.ts'

/**
 * Makes this process the only server on a data directory; answers with the function that lets go. The lock is one that
 * SQLite holds on a file of its own, so the system frees it however the process ends. Throws when it is taken.
 */
export function lockServer(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const lock = connectSqlite(join(directory, 'server.lock'))
  try {
    lock.exec('pragma busy_timeout = 0')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw new Error(
      `Another server is running on ${directory}. Stop it first, or set CLUSTERGATE_DATA_DIR to another directory.`,
      { cause },
    )
  }
  return () => lock.close()
}

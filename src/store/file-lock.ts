import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { connectSqlite } from './sqlite-connection.ts'

/**
 * Keeps other processes from what a file stands for, until the function that it answers with is called. SQLite holds
 * the lock, so the system frees it however the process ends. Throws when another process keeps it for longer.
 */
export function lockFile(path: string, milliseconds: number): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
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

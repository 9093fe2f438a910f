import { chmodSync } from 'node:fs'
import { connectSqlite } from '../files/sqlite.ts'
import { type Facts, readFacts } from './facts.ts'

const busyMilliseconds = 5_000

/**
 * Copies a store on a connection of its own: one state of it, whatever is written meanwhile, which is not held up. What
 * the manifest tells is read from the copy.
 */
export async function copySqlite(path: string, copy: string): Promise<Facts> {
  const connection = connectSqlite(path)
  try {
    connection.exec(`pragma busy_timeout = ${busyMilliseconds}`)
    connection.exec(`vacuum into '${copy.replaceAll("'", "''")}'`)
  } finally {
    connection.close()
  }
  chmodSync(copy, 0o600)
  return factsOfSqlite(copy)
}

export async function factsOfSqlite(path: string): Promise<Facts> {
  const connection = connectSqlite(path)
  try {
    const select = (sql: string) => connection.prepare(sql).all([]) as Record<string, unknown>[]
    return { ...(await readFacts(select)), server: null }
  } finally {
    connection.close()
  }
}

/** Brings all of a store that nobody has open into its one file, which then can be moved. */
export function gatherSqlite(path: string): void {
  const connection = connectSqlite(path)
  try {
    const rows = connection.prepare('pragma wal_checkpoint(truncate)').all([]) as { busy: number }[]
    if (rows[0]?.busy !== 0) throw new Error(`Another process has ${path} open: run this again without it.`)
  } finally {
    connection.close()
  }
}

/** What SQLite finds wrong with a file; undefined when it is sound. */
export function findSqliteFault(path: string): string | undefined {
  const connection = connectSqlite(path)
  try {
    const rows = connection.prepare('pragma integrity_check(1)').all([]) as { integrity_check: string }[]
    const found = rows[0]?.integrity_check
    if (found !== 'ok') return found ?? 'it says nothing'
    return connection.prepare('pragma foreign_key_check').all([]).length > 0
      ? 'a row refers to one that is not there'
      : undefined
  } finally {
    connection.close()
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from '../../auth/keys.ts'
import type { Config } from '../../config.ts'
import { type Heads, laterHead, readCheckpoint } from '../../ledger/checkpoint.ts'
import { headsFileName } from '../../ledger/checkpoints.ts'
import type { AuditHead } from '../../ledger/ledger.store.ts'
import { readHeads } from '../../ledger/sink.ts'

/** The last heads that are known of the store that was lost, and where from. */
export interface KnownHeads {
  readonly heads: Heads
  readonly places: readonly string[]
  /**
   * Whether they are taken to be the last of the store. A gateway knows the changes that it made itself: beside others on
   * one PostgreSQL, the heads in its own data directory are not enough.
   */
  readonly areLast: boolean
}

/**
 * Reads the last heads of the store that was lost: from given files, from the file that is still in the data directory,
 * and from the sink where that is a file. Throws for a file that no master key here has signed.
 */
export async function readKnownHeads(
  { dataDirectory, auditSink, databaseUrl }: Pick<Config, 'dataDirectory' | 'auditSink' | 'databaseUrl'>,
  given: readonly string[],
  keys: Keys,
): Promise<KnownHeads> {
  const left = join(dataDirectory, headsFileName)
  const isFile = auditSink !== undefined && !/^https?:/.test(auditSink)
  const places = [
    ...given,
    existsSync(left) ? left : undefined,
    isFile && existsSync(auditSink) ? auditSink : undefined,
  ]
  const heads: Record<string, AuditHead> = {}
  const read = [...new Set(places.filter((place) => place !== undefined))]
  for (const place of read) {
    for (const [accountId, head] of Object.entries(await headsIn(place, keys)))
      heads[accountId] = lastOf(head, heads[accountId])
  }
  return { heads, places: read, areLast: databaseUrl === undefined || given.length > 0 }
}

/** The later one of two heads. Two of one number that differ end two logs: then no log is known to end there. */
function lastOf(head: AuditHead, before: AuditHead | undefined): AuditHead {
  const isOfTwoLogs = before?.sequence === head.sequence && before.hash !== head.hash
  return isOfTwoLogs ? { sequence: head.sequence, hash: '' } : (laterHead(head, before) as AuditHead)
}

/** The heads of a file of either form: one checkpoint, or one on each line. */
async function headsIn(path: string, keys: Keys): Promise<Heads> {
  const text = readFileSync(path, 'utf8')
  if (!isOneObject(text)) return readHeads(keys, path)
  try {
    return readCheckpoint(keys, text).heads
  } catch (cause) {
    throw new Error(
      `${path} does not hold audit heads that a master key which is here has signed: give that key too, or move the file ` +
        'away, and nothing is known of what was done after the backup.',
      { cause },
    )
  }
}

function isOneObject(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

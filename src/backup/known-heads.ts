import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from '../auth/keys.ts'
import type { Config } from '../config.ts'
import { type Heads, laterHead, readCheckpoint } from '../ledger/checkpoint.ts'
import { headsFileName } from '../ledger/checkpoints.ts'
import type { AuditHead } from '../ledger/ledger.store.ts'
import { readHeads } from '../ledger/sink.ts'

/** The last heads that are known of the store that was lost, and where from. */
export interface KnownHeads {
  readonly heads: Heads
  readonly places: readonly string[]
}

/**
 * Reads the last heads of the store that was lost: from a given file, from the file that is still in the data directory,
 * and from the sink where that is a file. Throws for a file that no master key here has signed.
 */
export async function readKnownHeads(
  { dataDirectory, auditSink }: Pick<Config, 'dataDirectory' | 'auditSink'>,
  given: string | undefined,
  keys: Keys,
): Promise<KnownHeads> {
  const left = join(dataDirectory, headsFileName)
  const isFile = auditSink !== undefined && !/^https?:/.test(auditSink)
  const places = [given, existsSync(left) ? left : undefined, isFile && existsSync(auditSink) ? auditSink : undefined]
  const heads: Record<string, AuditHead> = {}
  const read = [...new Set(places.filter((place) => place !== undefined))]
  for (const place of read) {
    for (const [accountId, head] of Object.entries(await headsIn(place, keys)))
      heads[accountId] = laterHead(head, heads[accountId]) as AuditHead
  }
  return { heads, places: read }
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

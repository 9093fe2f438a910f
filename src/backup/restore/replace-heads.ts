import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { putInPlace } from '../../files/write-whole.ts'
import { headsFileName } from '../../ledger/checkpoints.ts'
import { sendToSink } from './send-to-sink.ts'

export interface Replaced {
  /** Where the heads of before lie now; null where there were none in the data directory. */
  readonly headsKept: string | null
  /** What could not be done, and what the operator has to do, in sentences. */
  readonly unfinished: readonly string[]
}

/**
 * Puts the heads of a restored store, which is in its place, where those of before are, and sends them to the sink. Does
 * not throw: what was found out about the store must be told in any case, for it cannot be found out again.
 */
export async function replaceHeads({ dataDirectory, auditSink }: Config, draft: string): Promise<Replaced> {
  const path = join(dataDirectory, headsFileName)
  let headsKept: string | null = null
  try {
    headsKept = keepHeads(path, dataDirectory)
    putInPlace(draft, path)
  } catch (error) {
    const what = `${path} could not be replaced (${(error as Error).message}): move it away before the gateway starts, `
    return { headsKept, unfinished: [`${what}or it reports the log as cut short.`] }
  }
  return { headsKept, unfinished: await sendToSink(auditSink, path) }
}

/** Moves the heads of the store that was lost aside, where they are kept; null where there are none. */
function keepHeads(path: string, dataDirectory: string): string | null {
  if (!existsSync(path)) return null
  const time = new Date().toISOString().replaceAll(':', '-')
  const kept = join(dataDirectory, `audit-heads.before-restore-${time}.json`)
  renameSync(path, kept)
  return kept
}

import { hash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Keys } from '../auth/keys.ts'
import { firstHash } from './chain.ts'
import type { AuditHead } from './ledger.store.ts'

export type Heads = Readonly<Record<string, AuditHead>>

const heads = z.record(z.string(), z.object({ sequence: z.int(), hash: z.string() }))

const form = z.object({
  format: z.literal(2),
  /** Distinguishes the checkpoints of one data directory from those of another. */
  chain: z.string(),
  /** When this chain began; what was cut off an audit log before then cannot be detected by it. */
  since: z.string(),
  /** The time of the backup from which the store was restored when this chain began; absent otherwise. */
  restoredFrom: z.string().optional(),
  number: z.int(),
  at: z.string(),
  /** The digest of the checkpoint before; 64 zeros for the first. */
  previous: z.string(),
  heads,
  signature: z.string(),
})

/** The last heads of all accounts at a moment, signed, and linked to the checkpoint before. */
export type Checkpoint = Readonly<z.infer<typeof form>>

/** The text that is signed. It begins unlike the text of any audit head, so that no signature is valid for both. */
function textOf(checkpoint: Omit<Checkpoint, 'format' | 'signature'>): string {
  const { chain, since, restoredFrom, number, at, previous, heads } = checkpoint
  const restored = restoredFrom === undefined ? [] : [`restored from ${restoredFrom}`]
  const lines = Object.entries(heads).map(([accountId, head]) => `${accountId} ${head.sequence} ${head.hash}`)
  return ['clustergate checkpoint', chain, since, ...restored, number, at, previous, ...lines.sort()].join('\n')
}

const digestOf = (checkpoint: Checkpoint): string => hash('sha256', `${textOf(checkpoint)}\n${checkpoint.signature}`)

/**
 * The checkpoint that follows another one, or the first of a new chain, which may begin where a store was restored from a
 * backup of that time.
 */
export function nextCheckpoint(
  keys: Keys,
  before: Checkpoint | undefined,
  heads: Heads,
  restoredFrom: string | undefined = before?.restoredFrom,
): Checkpoint {
  const at = new Date().toISOString()
  const unsigned = {
    chain: before?.chain ?? randomUUID(),
    since: before?.since ?? at,
    ...(restoredFrom !== undefined && { restoredFrom }),
    number: (before?.number ?? 0) + 1,
    at,
    previous: before ? digestOf(before) : firstHash,
    heads,
  }
  return { format: 2, ...unsigned, signature: keys.signHead(textOf(unsigned)) }
}

/** Parses a checkpoint. Throws when the text is none, or was not signed with a key that was valid at its time. */
export function readCheckpoint(keys: Keys, text: string): Checkpoint {
  const checkpoint = form.parse(JSON.parse(text))
  const { at, signature } = checkpoint
  if (!keys.verifyPastHead(textOf(checkpoint), signature, Date.parse(at))) {
    throw new Error('The signature is not right.')
  }
  return checkpoint
}

/** The heads in a file of an earlier version, which did not sign; undefined for any other text. */
export function readUnsigned(text: string): Heads | undefined {
  const { success, data } = heads.safeParse(JSON.parse(text))
  return success ? data : undefined
}

/** The later one of two heads of an account. */
export function laterHead(a: AuditHead | undefined, b: AuditHead | undefined): AuditHead | undefined {
  if (!a || !b) return a ?? b
  return a.sequence > b.sequence ? a : b
}

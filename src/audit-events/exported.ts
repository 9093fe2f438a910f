import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type ChainedEvent, hashEvent } from '../ledger/chain.ts'

/** What `audit export` writes beside the events. */
const form = z.object({
  format: z.literal(1),
  head: z.object({ accountId: z.string(), sequence: z.coerce.number(), hash: z.string(), signature: z.string() }),
  keys: z.array(
    z.object({
      fingerprint: z.string(),
      publicKey: z.string(),
      validFrom: z.string(),
      retiredAt: z.string().nullable(),
    }),
  ),
})

/** The signed head of an exported log, with the public keys of its time. */
export type ExportedHead = z.infer<typeof form>

/** An event of an export, whose hash is its own. */
export type ExportedEvent = ChainedEvent & { readonly hash: string }

/** Reads the file beside an export. Throws, in a sentence, for any other. */
export async function readExportedHead(path: string): Promise<ExportedHead> {
  const place = `${path}.head.json`
  const { success, data } = form.safeParse(JSON.parse(await readFile(place, 'utf8')))
  if (success) return data
  throw new Error(`${place} is not what clustergate audit export writes beside an export.`)
}

/** The event of a line; undefined for one that is none, or whose hash is not its own. */
export function readExportedEvent(line: string, accountId: string): ExportedEvent | undefined {
  try {
    const { v = 1, decidedBy = [], ...written } = JSON.parse(line)
    // The hash of an event of version 1 says nothing of the groups that allowed it, so it must not name any.
    if (v !== 2 && (v !== 1 || decidedBy.length !== 0)) return undefined
    const event = {
      ...written,
      decidedBy: v === 1 ? null : decidedBy,
      accountId,
      sequence: Number(written.sequence),
      occurredAt: Date.parse(written.occurredAt),
    }
    return hashEvent(event) === event.hash ? event : undefined
  } catch {
    return undefined
  }
}

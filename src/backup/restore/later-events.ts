import { open } from 'node:fs/promises'
import { type ExportedHead, readExportedEvent, readExportedHead } from '../../audit-events/exported.ts'
import type { Keys } from '../../auth/keys.ts'
import { type AuditHead, headText } from '../../ledger/ledger.store.ts'
import { TakenAway } from './taken-away.ts'

/** What an export of an audit log tells of the time after a backup. */
export interface LaterEvents {
  readonly accountId: string
  /** The last event that it has. */
  readonly end: AuditHead
  readonly taken: TakenAway
}

/**
 * Reads an export of a log from where a backup ends: it must continue the log of the backup event by event, contain the
 * head that is known of the lost store, and end at a head that a master key which is here has signed. Throws otherwise.
 */
export async function readLaterEvents(
  path: string,
  accounts: readonly (AuditHead & { readonly id: string })[],
  known: Readonly<Record<string, AuditHead>>,
  keys: Keys,
): Promise<LaterEvents> {
  const { head } = await readSignedHead(path, keys)
  const { accountId } = head
  const base = accounts.find(({ id }) => id === accountId)
  if (!base) throw new Error(`${path} is of the account ${accountId}, which the backup does not have.`)
  if (head.sequence < base.sequence)
    throw new Error(`${path} ends at event ${head.sequence}, before the backup does, at ${base.sequence}.`)
  const marks = [base, known[accountId], head].filter((mark) => mark !== undefined)
  const taken = new TakenAway()
  let last: AuditHead = base
  const file = await open(path)
  let at = 0
  for await (const line of file.readLines()) {
    at++
    const event = readExportedEvent(line, accountId)
    if (!event) throw new Error(`Line ${at} of ${path} is no event of the log of ${accountId}, or was altered.`)
    const { sequence, hash } = event
    if (marks.some((mark) => mark.sequence === sequence && mark.hash !== hash))
      throw new Error(`${path} is of another log than the backup: they differ at event ${sequence}.`)
    if (sequence <= base.sequence) continue
    if (sequence !== last.sequence + 1 || event.previousHash !== last.hash)
      throw new Error(`${path} does not continue the log of the backup: event ${last.sequence + 1} is missing in it.`)
    last = { sequence, hash }
    taken.add(event)
  }
  if (last.sequence < head.sequence || last.hash !== head.hash)
    throw new Error(`${path} ends at event ${last.sequence}, and not where its signed head is, at ${head.sequence}.`)
  return { accountId, end: last, taken }
}

async function readSignedHead(path: string, keys: Keys): Promise<ExportedHead> {
  const exported = await readExportedHead(path)
  const { head } = exported
  if (keys.verifyHead(headText(head.accountId, head), head.signature)) return exported
  throw new Error(`No master key that is here has signed the head in ${path}.head.json.`)
}

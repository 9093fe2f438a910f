import { createPublicKey, verify } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type ExportedHead, readExportedEvent, readExportedHead } from '../audit-events/exported.ts'
import { firstHash } from '../ledger/chain.ts'
import { headText } from '../ledger/ledger.store.ts'
import { print, say } from './output.ts'

interface ExportVerification {
  readonly intact: boolean
  readonly checked: number
  /** The first event that is altered or missing; null when there is none. */
  readonly firstBrokenSequence: number | null
  /** The fingerprint of the key that has signed the head; null when none of the file has. */
  readonly keyFingerprint: string | null
}

/**
 * Verifies an export of a whole log, by itself: its chain, and the signed head in the file beside it. Whose the key is,
 * a copy of its public part that was kept elsewhere tells. The exit code is 1 when it is not intact.
 */
export async function verifyExport(path: string, isJson: boolean): Promise<void> {
  const result = await verifyFiles(path, await readExportedHead(path))
  if (!result.intact) process.exitCode = 1
  if (isJson) return print(result)
  const { checked, firstBrokenSequence, keyFingerprint } = result
  if (firstBrokenSequence !== null) say(`BROKEN at event ${firstBrokenSequence}, ${checked} good before it`)
  else if (keyFingerprint === null) say(`BROKEN: no key of ${path}.head.json has signed its head, ${checked} events`)
  else say(`intact, ${checked} events, signed with the master key ${keyFingerprint}`)
}

async function verifyFiles(path: string, { head, keys }: ExportedHead): Promise<ExportVerification> {
  let last = { sequence: 0, hash: firstHash }
  const file = await open(path)
  for await (const line of file.readLines()) {
    const event = readExportedEvent(line, head.accountId)
    if (event?.sequence !== last.sequence + 1 || event.previousHash !== last.hash) return broken(last.sequence)
    last = { sequence: event.sequence, hash: event.hash }
  }
  if (last.sequence !== head.sequence || last.hash !== head.hash) return broken(last.sequence)
  const text = Buffer.from(headText(head.accountId, head))
  const signature = Buffer.from(head.signature, 'base64')
  const key = keys.find(({ publicKey }) => verify(null, text, createPublicKey(publicKey), signature))
  const keyFingerprint = key?.fingerprint ?? null
  return { intact: key !== undefined, checked: last.sequence, firstBrokenSequence: null, keyFingerprint }
}

const broken = (checked: number): ExportVerification => ({
  intact: false,
  checked,
  firstBrokenSequence: checked + 1,
  keyFingerprint: null,
})

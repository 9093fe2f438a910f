import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { parseMasterKeys, printMasterKeys } from '../auth/key-file.ts'
import { BackupFault } from './backup-fault.ts'

export const passphraseLengthMin = 12

/** 128 MB and about half a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const
const memoryMax = 256 * 2 ** 20
const keyLength = 32
const purpose = Buffer.from('clustergate backup: master keys')

const form = z.object({
  format: z.literal(1),
  cipher: z.literal('aes-256-gcm'),
  kdf: z.literal('scrypt'),
  // What it takes to open the file is bounded, for it may have been made by a stranger.
  N: z
    .int()
    .min(2)
    .max(2 ** 18),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(4),
  salt: z.base64(),
  iv: z.base64(),
  tag: z.base64(),
  sealed: z.base64(),
})

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** Seals master keys by AES-256-GCM under a key that scrypt derives from a passphrase; answers with JSON. */
export async function sealMasterKeys(masters: readonly Buffer[], passphrase: string): Promise<string> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const key = await derive(passphrase.normalize('NFC'), salt, keyLength, { ...cost, maxmem: memoryMax })
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(purpose)
  const sealed = Buffer.concat([cipher.update(printMasterKeys(masters), 'utf8'), cipher.final()])
  const encoded = { salt, iv, tag: cipher.getAuthTag(), sealed }
  const texts = Object.fromEntries(Object.entries(encoded).map(([name, bytes]) => [name, bytes.toString('base64')]))
  return `${JSON.stringify({ format: 1, cipher: 'aes-256-gcm', kdf: 'scrypt', ...cost, ...texts }, null, 2)}\n`
}

/** Throws BackupFault for another passphrase, or a text that was altered. */
export async function openMasterKeys(text: string, passphrase: string): Promise<readonly Buffer[]> {
  const { N, r, p, salt, iv, tag, sealed } = read(text)
  const bytes = (encoded: string) => Buffer.from(encoded, 'base64')
  const options = { N, r, p, maxmem: memoryMax * 2 }
  const key = await derive(passphrase.normalize('NFC'), bytes(salt), keyLength, options)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 }).setAAD(purpose)
    decipher.setAuthTag(bytes(tag))
    const opened = decipher.update(bytes(sealed), undefined, 'utf8') + decipher.final('utf8')
    const masters = parseMasterKeys(opened)
    if (masters) return masters
  } catch (cause) {
    throw new BackupFault('The passphrase does not open the master key of the backup.', { cause })
  }
  throw new BackupFault('master.key.sealed holds no master keys.')
}

function read(text: string): z.infer<typeof form> {
  try {
    return form.parse(JSON.parse(text))
  } catch (cause) {
    throw new BackupFault('master.key.sealed is not what clustergate backup writes.', { cause })
  }
}

import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { describeOthers, otherUsersWithAccess } from '../files/access.ts'
import { writeNew, writeWhole } from '../files/write-whole.ts'

const keyLength = 32
/** The current key, one that will follow, and older ones until they are retired. */
export const keysMax = 10

/** 32 bytes in base64, as `openssl rand -base64 32` prints them. */
const form = /^[A-Za-z0-9+/]{43}=$/

/** Reads master keys, one on each line, the current one first; undefined for any other text. */
export function parseMasterKeys(text: string): readonly Buffer[] | undefined {
  const lines = text.split(/\s+/).filter((line) => line !== '')
  if (lines.length === 0 || lines.length > keysMax || !lines.every((line) => form.test(line))) return undefined
  return new Set(lines).size === lines.length ? lines.map((line) => Buffer.from(line, 'base64')) : undefined
}

export const printMasterKeys = (masters: readonly Buffer[]): string =>
  masters.map((master) => `${master.toString('base64')}\n`).join('')

export const newMasterKey = (): Buffer => randomBytes(keyLength)

/** Throws when the file is damaged, or open to others. */
export function readKeyFile(path: string): readonly Buffer[] {
  const stats = statSync(path)
  const others = otherUsersWithAccess(stats, 'read') ?? otherUsersWithAccess(stats, 'write')
  if (others) {
    throw new Error(
      `${path} is open to ${describeOthers(others)}: run \`chmod 600 ${path}\` once nobody else needs it.`,
    )
  }
  const masters = parseMasterKeys(readFileSync(path, 'utf8'))
  if (masters) return masters
  throw new Error(
    `${path} is damaged: each line must hold a key of 32 bytes in base64, up to ${keysMax} of them. Restore it from a backup.`,
  )
}

/** Replaces the file as a whole: after a crash, it is the old one or the new one. */
export const writeKeyFile = (path: string, masters: readonly Buffer[]): void =>
  writeWhole(path, printMasterKeys(masters))

/** Creates the file with a new key; two processes that start at the same moment both use the key of the first. */
export function makeKeyFile(path: string): void {
  try {
    writeNew(path, printMasterKeys([newMasterKey()]))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

import { readFileSync, type Stats, statSync } from 'node:fs'
import { describeOthers, otherUsersWithAccess } from '../files/access.ts'
import { decodeText } from '../values/encoded-text.ts'
import { ConfigError } from './config-error.ts'

const bytesMax = 65_536

export interface SecretFile {
  readonly text: string
  /**
   * How others than the owner can read the file, in a sentence that says how to change that; undefined when they
   * cannot.
   */
  readonly exposure: string | undefined
}

/** Reads the file that a variable names; throws ConfigError when that is no readable text. */
export function readSecretFile(path: string, variable: string): SecretFile {
  try {
    const stats = statSync(path)
    // Reading a pipe, say, could block the start for ever.
    if (!stats.isFile()) throw new ConfigError(`${variable} names ${path}, which is no file.`)
    if (stats.size > bytesMax) throw new ConfigError(`${variable} names ${path}, which is larger than a secret can be.`)
    return { text: decode(readFileSync(path), path, variable), exposure: exposureOf(stats, path, variable) }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    // Without the value, which could be the secret itself.
    throw new ConfigError(`${variable} must be the path of a file: ${reasonOf(error)}.`, { cause: error })
  }
}

function decode(bytes: Buffer, path: string, variable: string): string {
  try {
    return decodeText(bytes, path)
  } catch {
    throw new ConfigError(`${variable} names ${path}, which is not text in UTF-8 or UTF-16.`)
  }
}

function exposureOf(stats: Stats, path: string, variable: string): string | undefined {
  const others = otherUsersWithAccess(stats, 'read')
  if (!others) return undefined
  return (
    `${variable} names ${path}, which ${describeOthers(others)} can read: run \`chmod 600 ${path}\`; ` +
    'a mounted secret takes the mode 0400, or 0440 with a group of the gateway’s own.'
  )
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is none of that name',
  ENOTDIR: 'a part of the path is no directory',
  ENAMETOOLONG: 'the path is too long',
  EACCES: 'this user may not read it',
}

function reasonOf(error: unknown): string {
  const { code = 'it cannot be read' } = error as { code?: string }
  return reasons[code] ?? code
}

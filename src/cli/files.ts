import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeDirectory } from '../files/make-directory.ts'
import { writeWhole } from '../files/write-whole.ts'
import { decodeText } from '../values/encoded-text.ts'
import { failed, wrongUsage } from './exit-codes.ts'

const textLengthMax = 65_536

/** How long a command waits for another one to write a file. */
const lockMillisecondsMax = 5_000

/**
 * The directory of profiles and sessions: `~/.config/clustergate`, or `clustergate` in XDG_CONFIG_HOME. Undefined for a
 * user without a home directory, as in a container.
 */
export function configDirectory({ XDG_CONFIG_HOME = '' }: NodeJS.ProcessEnv): string | undefined {
  // By its specification a relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/
  if (isAbsolute(XDG_CONFIG_HOME)) return join(XDG_CONFIG_HOME, 'clustergate')
  const home = homeDirectory()
  return isAbsolute(home) ? join(home, '.config', 'clustergate') : undefined
}

function homeDirectory(): string {
  try {
    return homedir()
  } catch {
    // The user id has no entry in the system's user database.
    return ''
  }
}

/** The path of a file in that directory, for writing. Throws where there is no such directory. */
export function configPath(environment: NodeJS.ProcessEnv, name: string): string {
  const directory = configDirectory(environment)
  if (directory === undefined)
    throw failed(
      'There is no home directory to keep this in: set HOME or XDG_CONFIG_HOME, or give CLUSTERGATE_URL and CLUSTERGATE_TOKEN instead.',
    )
  return join(directory, name)
}

/** The text of a file in that directory; undefined when it does not exist. */
export async function readIfPresent(environment: NodeJS.ProcessEnv, name: string): Promise<string | undefined> {
  const directory = configDirectory(environment)
  if (directory === undefined) return undefined
  try {
    return decodeText(await readFile(join(directory, name)), name)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** The text of a file that somebody names. Throws wrong usage where it cannot be read, is too long or is no text. */
export async function readTextFile(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > textLengthMax) throw new Error(`${path} is too long for this.`)
    return decodeText(bytes, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw wrongUsage(code === 'ENOENT' ? `There is no file ${path}.` : (error as Error).message)
  }
}

/** Whether an error comes from reading or writing a file, rather than from its content. */
export const isOfFile = (error: unknown): boolean => error instanceof Error && 'syscall' in error

/** Throws when a file could not be written there, as for lack of space or rights. Leaves nothing behind. */
export async function checkWritable(path: string): Promise<void> {
  makeDirectory(dirname(path))
  const probe = `${path}.${randomUUID()}`
  try {
    // As much as a session takes, so that a full disk is noticed.
    await writeFile(probe, Buffer.alloc(4_096), { mode: 0o600, flag: 'wx' })
  } finally {
    await rm(probe, { force: true })
  }
}

/**
 * Replaces a file by the text that `change` returns, under a lock: of two commands at once, neither undoes the other.
 */
export async function rewrite(path: string, change: () => Promise<string>): Promise<void> {
  makeDirectory(dirname(path))
  const unlock = await take(path)
  try {
    writeWhole(path, await change())
  } finally {
    unlock()
  }
}

/** Locks a file. The lock is not named `.lock`, which an earlier version would take for a command that is running. */
async function take(path: string): Promise<() => void> {
  // Loaded only where something is written, because most commands write nothing.
  const { isLocked, lockFile } = await import('../files/lock.ts')
  const until = Date.now() + lockMillisecondsMax
  for (;;) {
    try {
      return lockFile(`${path}.in-use`, 0)
    } catch (error) {
      if (!isLocked(error)) throw error
    }
    if (Date.now() > until) throw failed(`Another clustergate is writing ${path}; try again once it has ended.`)
    await delay(20)
  }
}

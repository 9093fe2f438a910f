import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeDirectory } from '../files/make-directory.ts'
import { writeWhole } from '../files/write-whole.ts'
import { decodeText } from '../values/encoded-text.ts'
import { failed } from './exit-codes.ts'

/** How long a command waits for another one to write a file. */
const lockMillisecondsMax = 5_000

/**
 * Where the command line keeps what it remembers: `~/.config/clustergate`, or under XDG_CONFIG_HOME. Undefined for a
 * user without a home, as in a container.
 */
export function configDirectory({ XDG_CONFIG_HOME = '' }: NodeJS.ProcessEnv): string | undefined {
  // A relative path there is invalid, and to be ignored: https://specifications.freedesktop.org/basedir-spec/
  if (isAbsolute(XDG_CONFIG_HOME)) return join(XDG_CONFIG_HOME, 'clustergate')
  const home = homeDirectory()
  return isAbsolute(home) ? join(home, '.config', 'clustergate') : undefined
}

function homeDirectory(): string {
  try {
    return homedir()
  } catch {
    // The system knows no such user.
    return ''
  }
}

/** A file of that directory, for writing. Throws a sentence where there is none. */
export function configPath(environment: NodeJS.ProcessEnv, name: string): string {
  const directory = configDirectory(environment)
  if (directory === undefined)
    throw failed(
      'There is no home directory to keep this in: set HOME or XDG_CONFIG_HOME, or give CLUSTERGATE_URL and CLUSTERGATE_TOKEN instead.',
    )
  return join(directory, name)
}

/** The text of a file of that directory; undefined when there is none. */
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

/** Whether an error says that a file cannot be read or written, rather than what stands in it. */
export const isOfFile = (error: unknown): boolean => error instanceof Error && 'syscall' in error

/** Throws what writing there would throw, and leaves nothing behind. */
export async function checkWritable(path: string): Promise<void> {
  makeDirectory(dirname(path))
  const probe = `${path}.${randomUUID()}`
  try {
    // As long as what is to be kept, for a disk that is full.
    await writeFile(probe, Buffer.alloc(4_096), { mode: 0o600, flag: 'wx' })
  } finally {
    await rm(probe, { force: true })
  }
}

/** Reads a file and writes it anew as `change` will have it; of two commands at once, neither undoes what the other did. */
export async function rewrite(path: string, change: () => Promise<string>): Promise<void> {
  makeDirectory(dirname(path))
  const unlock = await take(path)
  try {
    writeWhole(path, await change())
  } finally {
    unlock()
  }
}

/** Not called `.lock`, which a command of an earlier version takes for one that still runs. */
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

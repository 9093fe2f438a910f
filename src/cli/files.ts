import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeDirectory } from '../files/make-directory.ts'
import { decodeText } from '../values/encoded-text.ts'
import { failed } from './exit-codes.ts'

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
  const lock = `${path}.lock`
  await take(lock)
  try {
    await replace(path, await change())
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<void> {
  const until = Date.now() + lockMillisecondsMax
  for (;;) {
    try {
      return await writeFile(lock, '', { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (Date.now() > until) throw failed(`Another clustergate holds ${lock}. Remove that file if none is running.`)
    await delay(20)
  }
}

/** Writes a file of which only its owner knows, whole or not at all. */
async function replace(path: string, text: string): Promise<void> {
  const written = `${path}.${randomUUID()}`
  try {
    await writeFile(written, text, { mode: 0o600, flag: 'wx' })
    await rename(written, path)
  } catch (error) {
    await rm(written, { force: true })
    throw error
  }
}

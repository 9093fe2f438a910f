import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeDirectory } from '../files/make-directory.ts'
import { failed } from './exit-codes.ts'

const lockMillisecondsMax = 5_000

/** Where the command line keeps what it remembers: `~/.config/clustergate`, or under XDG_CONFIG_HOME. */
export function configDirectory({ XDG_CONFIG_HOME = '' }: NodeJS.ProcessEnv): string {
  // A relative path there is invalid, and to be ignored: https://specifications.freedesktop.org/basedir-spec/
  return join(isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir(), '.config'), 'clustergate')
}

/** The text of a file; undefined when there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
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

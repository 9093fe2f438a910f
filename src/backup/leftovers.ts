import { readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Names, in sentences, the directories of commands that were killed: their names begin like this, and end in a UUID. */
export const leftovers = (parent: string, start: string): readonly string[] =>
  endsOf(parent, start)
    .filter((end) => uuid.test(end))
    .map((end) => sentenceOf(join(parent, `${start}${end}`), ', unless it runs now'))

/** Makes a directory of temporary files, for this user alone; its name tells the process. */
export const makeTemporary = (start: string): Promise<string> => mkdtemp(join(tmpdir(), `${start}${process.pid}-`))

/** Names, in sentences, such directories of processes that are gone. */
export const temporaryLeftovers = (start: string): readonly string[] =>
  endsOf(tmpdir(), start)
    .filter((end) => isGone(Number(/^(\d+)-\w{6}$/.exec(end)?.[1])))
    .map((end) => sentenceOf(join(tmpdir(), `${start}${end}`)))

const endsOf = (parent: string, start: string): readonly string[] =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(start))
    .map(({ name }) => name.slice(start.length))

const sentenceOf = (path: string, unless = ''): string =>
  `${path} was left by a command that was killed${unless}: it may hold the whole store. Remove it.`

/** Whether no process has this number; false for what is no number. */
function isGone(pid: number): boolean {
  if (Number.isNaN(pid)) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Member, type MemberName, measure, printSums, writeArchive } from '../../src/backup/archive.ts'
import type { TestGateway } from '../gateway.ts'
import { clustergate, type Outcome } from '../process/command.ts'
import { onPostgres, type TestStore } from '../store.ts'

/** The store as a backup reaches it: on PostgreSQL, by the role that owns the tables. */
export const asOwner = (store: TestStore): TestStore => ({ ...store, databaseUrl: store.ownerUrl })

/** A directory for the backups of a test file. */
export function useDirectory(): { readonly path: (name: string) => string } {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clustergate-backups-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))
  return { path: (name) => join(directory, name) }
}

/** Runs `clustergate backup` beside a gateway. */
export const backUp = ({ store }: Pick<TestGateway, 'store'>, ...args: readonly string[]): Promise<Outcome> =>
  clustergate(asOwner(store), ['backup', ...args])

/** The members of an archive of tar, without a library: what `tar -x` would write. */
export function membersOf(path: string): ReadonlyMap<string, Buffer> {
  const archive = readFileSync(path)
  const members = new Map<string, Buffer>()
  for (let at = 0; archive[at] !== 0; ) {
    const header = archive.subarray(at, at + 512)
    const text = (from: number, to: number) => header.toString('latin1', from, to).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 136), 8)
    members.set(text(0, 100), archive.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return members
}

/** Writes an archive of other members than those of a backup, with sums that fit them: what a forger could do. */
export async function forge(path: string, members: ReadonlyMap<string, Buffer | string>): Promise<void> {
  const directory = await mkdtemp(`${path}.`)
  const write = async (name: string, content: Buffer | string): Promise<Member> => {
    writeFileSync(join(directory, name), content)
    return { name: name as MemberName, path: join(directory, name), ...(await measure(join(directory, name))) }
  }
  const all: Member[] = []
  for (const [name, content] of members) if (name !== 'SHA256SUMS') all.push(await write(name, content))
  all.push(await write('SHA256SUMS', printSums(all)))
  await writeArchive(all, new Date(), createWriteStream(path), new AbortController().signal)
  await rm(directory, { recursive: true })
}

export const dataMember = onPostgres ? 'clustergate.dump' : 'clustergate.db'

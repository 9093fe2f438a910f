import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header, type Pack, pack } from 'tar-stream'
import { BackupFault } from './backup-fault.ts'

/** The members of a backup, in the order in which they stand in its archive. */
export const memberNames = [
  'manifest.json',
  'audit-heads.json',
  'clustergate.db',
  'clustergate.dump',
  'master.key.sealed',
  'SHA256SUMS',
] as const

export type MemberName = (typeof memberNames)[number]

export interface Measured {
  readonly size: number
  /** In lower-case hexadecimal. */
  readonly sha256: string
}

/** A member as a file on the disk. */
export interface Member extends Measured {
  readonly name: MemberName
  readonly path: string
}

export async function measure(path: string): Promise<Measured> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    size += (chunk as Buffer).length
  }
  return { size, sha256: hash.digest('hex') }
}

/** The sums in the form of `sha256sum`, so that they can be checked without this program. */
export const printSums = (members: readonly Pick<Member, 'name' | 'sha256'>[]): string =>
  members.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')

/** Writes the archive of these members, which are whole, to a stream, and ends it. */
export async function writeArchive(
  members: readonly Member[],
  at: Date,
  output: Writable,
  signal: AbortSignal,
): Promise<void> {
  const archive = pack()
  const written = pipeline(archive, output, { signal })
  // It may fail while a member is read; it is awaited below.
  written.catch(() => {})
  try {
    for (const { name, path, size } of members) {
      signal.throwIfAborted()
      await Promise.race([append(archive, name, size, at, createReadStream(path)), failureOf(written)])
    }
    archive.finalize()
  } catch (error) {
    archive.destroy(error as Error)
    await written
    throw error
  }
  await written
}

/** Rejects when the stream fails; never resolves. */
const failureOf = (written: Promise<void>): Promise<never> =>
  written.then(
    () => new Promise<never>(() => {}),
    (error) => Promise.reject(error),
  )

/** The same header for the same member, so that an archive has one form alone. */
const headerOf = (name: MemberName, size: number, mtime: Date) =>
  ({ name, size, mtime, mode: 0o600, type: 'file' }) as const

async function append(
  archive: Pack,
  name: MemberName,
  size: number,
  mtime: Date,
  content: AsyncIterable<unknown>,
): Promise<void> {
  let entry: ReturnType<Pack['entry']> | undefined
  const taken = new Promise<void>((resolve, reject) => {
    entry = archive.entry(headerOf(name, size, mtime), (error) => (error ? reject(error) : resolve()))
  })
  // It may fail while the content is read; it is awaited below.
  taken.catch(() => {})
  if (!entry) throw new Error('The archive is closed.')
  // What it tells is told by `taken`.
  entry.on('error', () => {})
  for await (const chunk of content) if (!entry.write(chunk)) await Promise.race([once(entry, 'drain'), taken])
  entry.end(null)
  await taken
}

/**
 * Extracts an archive into a directory. The archive must be, byte by byte, what `writeArchive` makes of these members:
 * so that a damaged byte is found wherever it is, also where tar would not notice. Throws BackupFault.
 */
export async function extractArchive(path: string, directory: string): Promise<readonly Member[]> {
  const [whole, again] = [createHash('sha256'), createHash('sha256')]
  const archive = extract()
  const repacked = pack()
  const read = pipeline(
    createReadStream(path),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        whole.update(chunk)
        yield chunk
      }
    },
    archive,
  )
  const hashed = (async () => {
    for await (const chunk of repacked) again.update(chunk as Buffer)
  })()
  read.catch(() => {})
  hashed.catch(() => {})
  const members: Member[] = []
  try {
    for await (const entry of archive) members.push(await extractMember(entry, members, directory, repacked))
    await read
    repacked.finalize()
    await hashed
  } catch (error) {
    repacked.destroy()
    archive.destroy()
    await read.catch(() => {})
    if (error instanceof BackupFault || (error as NodeJS.ErrnoException).syscall !== undefined) throw error
    throw new BackupFault('It is no whole archive of tar.', { cause: error })
  }
  if (members.length === 0) throw new BackupFault('It is no archive of tar, or an empty one.')
  if (whole.digest('hex') !== again.digest('hex')) {
    throw new BackupFault('A part of the archive that belongs to no member was changed, or something was added.')
  }
  return members
}

interface Entry extends AsyncIterable<unknown> {
  readonly header: Pick<Header, 'name' | 'size' | 'mtime'>
}

async function extractMember(
  entry: Entry,
  before: readonly Member[],
  directory: string,
  repacked: Pack,
): Promise<Member> {
  const { name, size, mtime } = entry.header
  const at = memberNames.indexOf(name as MemberName)
  const last = before.at(-1)
  if (at < 0) throw new BackupFault('It has a member that no backup has.')
  if (last && memberNames.indexOf(last.name) >= at) throw new BackupFault(`Its member ${name} is not in its place.`)
  const file = await open(join(directory, name), 'wx', 0o600)
  const hash = createHash('sha256')
  try {
    const content = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of entry as AsyncIterable<Buffer>) {
        hash.update(chunk)
        // Unlike `write`, it writes all of it, where the one before has ended.
        await file.writeFile(chunk)
        yield chunk
      }
    }
    await append(repacked, name as MemberName, size, mtime, content())
  } finally {
    await file.close()
  }
  return { name: name as MemberName, path: join(directory, name), size, sha256: hash.digest('hex') }
}

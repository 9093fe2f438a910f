import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, statSync } from 'node:fs'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { KeySet } from '../auth/key-set.ts'
import { Keys } from '../auth/keys.ts'
import { presentKeys } from '../auth/master-key.ts'
import type { Config } from '../config.ts'
import { putInPlace, putNewInPlace } from '../files/write-whole.ts'
import { nextCheckpoint } from '../ledger/checkpoint.ts'
import { storeFileName } from '../store/sqlite/store.ts'
import { type Member, type MemberName, measure, printSums, writeArchive } from './archive.ts'
import { copyPostgres } from './copy-postgres.ts'
import { copySqlite } from './copy-sqlite.ts'
import type { Facts } from './facts.ts'
import { untilInterrupted } from './interruption.ts'
import { leftovers, makeTemporary, temporaryLeftovers } from './leftovers.ts'
import { type Manifest, printManifest, signManifest } from './manifest.ts'
import { sealMasterKeys } from './sealed-key.ts'

export interface BackupOptions {
  /** Replaces a file that is there. */
  readonly force: boolean
  /** Puts the master keys into the backup, sealed under this passphrase. */
  readonly passphrase: string | undefined
  /** Is told of what earlier commands have left behind. */
  readonly warn: (sentence: string) => void
}

/** The path that stands for standard output. */
export const standardOutput = '-'

/** How the names of directories begin in which a backup for standard output is made. */
const temporaryStart = 'clustergate-backup-'

/**
 * Writes a backup of the configured store, beside gateways that run. The file is there whole and durable, or not at
 * all: what fails or is interrupted leaves nothing behind.
 */
export function makeBackup(config: Config, file: string, options: BackupOptions): Promise<Manifest> {
  const masters = presentKeys(config.dataDirectory, config.masterKey)
  if (!masters) {
    throw new Error(`There is no master key, with which a backup is signed: ${config.dataDirectory} has no master.key.`)
  }
  const path = file === standardOutput ? undefined : resolve(file)
  if (path !== undefined) {
    expectFree(path, options.force)
  }
  const left = path === undefined ? temporaryLeftovers(temporaryStart) : leftovers(dirname(path), `${basename(path)}.`)
  for (const sentence of left) options.warn(sentence)
  return untilInterrupted(async (signal) => {
    const directory = await workDirectory(path)
    try {
      const { members, manifest } = await makeMembers(config, masters, options.passphrase, directory, signal)
      const at = new Date(manifest.createdAt)
      if (path === undefined) await writeArchive(members, at, toStandardOutput(), signal)
      else await writeFileWhole(path, join(directory, 'archive'), members, at, options.force, signal)
      return manifest
    } catch (error) {
      throw isFull(error) ? new Error(`The disk is full: ${file} was not written.`, { cause: error }) : error
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
}

/** Standard output as a stream that may be given up. */
const toStandardOutput = () =>
  new Writable({ write: (chunk, _encoding, done) => void process.stdout.write(chunk, (error) => done(error)) })

/** Throws where a file would be replaced that was not meant, or none can be written. */
function expectFree(path: string, force: boolean): void {
  const parent = dirname(path)
  if (!existsSync(parent)) throw new Error(`There is no directory ${parent} for the backup.`)
  const present = statSync(path, { throwIfNoEntry: false })
  if (present?.isDirectory()) throw new Error(`${path} is a directory: name a file in it.`)
  if (present && !force) throw new Error(`${path} exists already; --force replaces it.`)
}

/** A directory for this user alone: beside the file, so that moving it to its place is one step. */
async function workDirectory(path: string | undefined): Promise<string> {
  if (path === undefined) return makeTemporary(temporaryStart)
  const directory = `${path}.${randomUUID()}`
  await mkdir(directory, { mode: 0o700 })
  return directory
}

async function makeMembers(
  { databaseUrl, dataDirectory }: Config,
  masters: readonly Buffer[],
  passphrase: string | undefined,
  directory: string,
  signal: AbortSignal,
): Promise<{ members: readonly Member[]; manifest: Manifest }> {
  const engine = databaseUrl === undefined ? 'sqlite' : 'postgres'
  const name: MemberName = engine === 'sqlite' ? 'clustergate.db' : 'clustergate.dump'
  const createdAt = new Date().toISOString()
  const facts =
    databaseUrl === undefined
      ? await copySqlite(storeIn(dataDirectory), join(directory, name))
      : await copyPostgres(databaseUrl, join(directory, name), signal)
  signal.throwIfAborted()
  const keys = keysOf(masters, facts)
  const heads = Object.fromEntries(facts.accounts.map(({ id, sequence, hash }) => [id, { sequence, hash }]))
  const write = async (member: MemberName, text: string): Promise<Member> => {
    const path = join(directory, member)
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return { name: member, path, ...(await measure(path)) }
  }
  const members: Member[] = [
    await write('audit-heads.json', `${JSON.stringify(nextCheckpoint(keys, undefined, heads), null, 2)}\n`),
    { name, path: join(directory, name), ...(await measure(join(directory, name))) },
  ]
  if (passphrase !== undefined) {
    members.push(await write('master.key.sealed', await sealMasterKeys(masters, passphrase)))
  }
  const manifest = signManifest(keys, {
    engine,
    server: facts.server,
    migrations: [...facts.migrations],
    createdAt,
    accounts: [...facts.accounts],
    keys: [...neededKeys(keys, facts)],
    members: members.map(({ name: member, size, sha256 }) => ({ name: member, size, sha256 })),
  })
  const all = [await write('manifest.json', printManifest(manifest)), ...members]
  return { members: [...all, await write('SHA256SUMS', printSums(all))], manifest }
}

function storeIn(dataDirectory: string): string {
  const path = join(dataDirectory, storeFileName)
  if (existsSync(path)) return path
  throw new Error(`There is no store in ${dataDirectory}: set CLUSTERGATE_DATA_DIR to the gateway’s data directory.`)
}

/** Throws where a master key is not here that the store needs. */
function keysOf(masters: readonly Buffer[], { keys: known }: Facts): Keys {
  const here = masters.map((master) => new KeySet(master).id)
  const missing = known.find(({ id, retiredAt }) => retiredAt === null && !here.includes(id))
  if (!missing) return new Keys(masters, known)
  throw new Error(`The store needs the master key ${missing.id}, which is not here: a backup is signed with its keys.`)
}

const neededKeys = (keys: Keys, { keys: known }: Facts): readonly string[] =>
  known.length === 0 ? [keys.current.id] : known.filter(({ retiredAt }) => retiredAt === null).map(({ id }) => id)

async function writeFileWhole(
  path: string,
  draft: string,
  members: readonly Member[],
  at: Date,
  force: boolean,
  signal: AbortSignal,
): Promise<void> {
  await writeArchive(members, at, createWriteStream(draft, { mode: 0o600, flags: 'wx' }), signal)
  const file = await open(draft, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  signal.throwIfAborted()
  if (force) putInPlace(draft, path)
  else putNewInPlace(draft, path)
}

/** Whether there was no room, for a stream, a file of SQLite or a program. */
function isFull(error: unknown): boolean {
  const { code = '', errcode = 0, message = '' } = error as { code?: string; errcode?: number; message?: string }
  return (
    ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) ||
    code.startsWith('SQLITE_FULL') ||
    errcode % 256 === 13 ||
    /No space left on device|File too large/.test(message)
  )
}

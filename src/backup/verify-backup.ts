import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KeySet } from '../auth/key-set.ts'
import { openPostgres } from '../store/postgres/connect.ts'
import { migrationMilliseconds } from '../store/postgres/engine.ts'
import { migratePostgres } from '../store/postgres/prepare.ts'
import { openSqliteStore, storeFileName } from '../store/sqlite/store.ts'
import type { Sql } from '../store/tables.ts'
import { BackupFault } from './backup-fault.ts'
import { type CheckedAccount, type CheckedCopy, checkCopy, signatureFaults } from './check-copy.ts'
import { findSqliteFault } from './copy-sqlite.ts'
import { expectEmptyDatabase, fillDatabase } from './fill-database.ts'
import { untilInterrupted } from './interruption.ts'
import { makeTemporary, temporaryLeftovers } from './leftovers.ts'
import { type OpenedBackup, openBackup } from './open-backup.ts'
import { runProgram } from './postgres-program.ts'
import { openMasterKeys } from './sealed-key.ts'

export interface VerifyOptions {
  /** The master keys that are here. */
  readonly masters: readonly Buffer[] | undefined
  /** A PostgreSQL database that is empty, into which a dump is restored to be looked through. */
  readonly databaseUrl: string | undefined
  /** Opens the master keys in the backup. */
  readonly passphrase: string | undefined
  /** Is told of what earlier commands have left behind. */
  readonly warn: (sentence: string) => void
}

/** How the names of directories begin in which a backup is looked through. */
const temporaryStart = 'clustergate-verify-'

/** What was found out about a backup. */
export interface Verification {
  readonly file: string
  readonly intact: boolean
  /** Null where the archive is too damaged to tell. */
  readonly createdAt: string | null
  readonly clustergate: string | null
  readonly engine: 'sqlite' | 'postgres' | null
  readonly accounts: readonly CheckedAccount[]
  readonly keys: readonly string[]
  /** What is wrong, in sentences. */
  readonly faults: readonly string[]
  /** What was not checked, and why, in sentences. */
  readonly unchecked: readonly string[]
}

/** Verifies a backup by what is in it, without changing it. What is wrong with it is in the answer. */
export function verifyBackup(file: string, options: VerifyOptions): Promise<Verification> {
  for (const sentence of temporaryLeftovers(temporaryStart)) options.warn(sentence)
  return untilInterrupted(async (signal) => {
    const directory = await makeTemporary(temporaryStart)
    try {
      return await verifyIn(directory, file, options, signal)
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
}

async function verifyIn(
  directory: string,
  file: string,
  { masters, databaseUrl, passphrase }: VerifyOptions,
  signal: AbortSignal,
): Promise<Verification> {
  const nothing = { createdAt: null, clustergate: null, engine: null, accounts: [], keys: [], unchecked: [] }
  let backup: OpenedBackup
  try {
    backup = await openBackup(file, directory)
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error
    return { file, intact: false, ...nothing, faults: [error.message] }
  }
  const { manifest } = backup
  const { createdAt, clustergate, engine, keys } = manifest
  const unchecked: string[] = []
  const sealed = await openSealed(backup, passphrase, unchecked)
  const usable = usableKeys([...(masters ?? []), ...(sealed.masters ?? [])], keys, unchecked)
  const forged = signatureFaults(backup, usable)
  const isOurs = usable !== undefined && forged.length === 0
  const { accounts, faults } = await checkData(backup, directory, usable, isOurs, databaseUrl, unchecked, signal)
  const all = [...sealed.faults, ...forged, ...faults]
  return {
    ...{ file, intact: all.length === 0, createdAt, clustergate, engine, accounts, keys },
    ...{ faults: all, unchecked },
  }
}

async function openSealed(
  { sealedKeys, manifest }: OpenedBackup,
  passphrase: string | undefined,
  unchecked: string[],
): Promise<{ readonly masters?: readonly Buffer[]; readonly faults: readonly string[] }> {
  if (sealedKeys === undefined) return { faults: [] }
  if (passphrase === undefined) {
    unchecked.push('Whether a passphrase opens the master key of the backup: give it by --passphrase-file.')
    return { faults: [] }
  }
  try {
    const masters = await openMasterKeys(sealedKeys, passphrase)
    const ids = masters.map((master) => new KeySet(master).id)
    const missing = manifest.keys.filter((id) => !ids.includes(id))
    return { masters, faults: missing.map((id) => `The backup needs the master key ${id}, and does not hold it.`) }
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error
    return { faults: [error.message] }
  }
}

/** The keys, unless one is missing that the backup needs; then signatures are not checked. */
function usableKeys(
  masters: readonly Buffer[],
  needed: readonly string[],
  unchecked: string[],
): readonly Buffer[] | undefined {
  const byId = new Map(masters.map((master) => [new KeySet(master).id, master]))
  const missing = needed.filter((id) => !byId.has(id))
  if (missing.length === 0) return [...byId.values()]
  unchecked.push(
    `The signatures of the manifest and of the audit heads: that needs the master key ${missing.join(', ')}, which is ` +
      'not here. Somebody who can write the file could have made all of it anew.',
  )
  return undefined
}

async function checkData(
  backup: OpenedBackup,
  directory: string,
  masters: readonly Buffer[] | undefined,
  isOurs: boolean,
  databaseUrl: string | undefined,
  unchecked: string[],
  signal: AbortSignal,
): Promise<CheckedCopy> {
  if (backup.manifest.engine === 'sqlite') {
    const fault = findSqliteFault(backup.data)
    if (fault !== undefined) return { accounts: [], faults: [`SQLite finds clustergate.db damaged: ${fault}.`] }
    const place = await mkdtemp(join(directory, 'store-'))
    await rename(backup.data, join(place, storeFileName))
    const store = await openSqliteStore(place)
    return checkAndClose(store.db, backup, masters)
  }
  try {
    await runProgram('pg_restore', ['--list', backup.data], {}, signal)
  } catch (error) {
    if (!/^pg_restore failed/.test((error as Error).message)) throw error
    return { accounts: [], faults: [`pg_restore finds clustergate.dump damaged. ${(error as Error).message}`] }
  }
  if (databaseUrl === undefined) {
    unchecked.push(
      'The audit log and the rows of the dump: that needs an empty database, into which it is restored (--database).',
    )
    return { accounts: [], faults: [] }
  }
  if (!isOurs) {
    // The script of a dump may hold commands of psql, which run programs here.
    unchecked.push(
      'The audit log and the rows of the dump: it is restored only once its signature is found right, for somebody else ' +
        'could have put commands into it.',
    )
    return { accounts: [], faults: [] }
  }
  await expectEmptyDatabase(databaseUrl, 'the database of --database')
  await fillDatabase(databaseUrl, backup.data, directory, signal)
  await migratePostgres(databaseUrl)
  return checkAndClose(openPostgres(databaseUrl, undefined, migrationMilliseconds).db, backup, masters)
}

async function checkAndClose(
  db: Sql,
  backup: OpenedBackup,
  masters: readonly Buffer[] | undefined,
): Promise<CheckedCopy> {
  try {
    return await checkCopy(db, backup, masters)
  } finally {
    await db.destroy()
  }
}

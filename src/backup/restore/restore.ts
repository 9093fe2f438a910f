import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as accountStore from '../../accounts/account.store.ts'
import { printMasterKeys } from '../../auth/key-file.ts'
import { KeySet } from '../../auth/key-set.ts'
import { Keys } from '../../auth/keys.ts'
import { fileName as keyFileName, presentKeys } from '../../auth/master-key.ts'
import type { Config } from '../../config.ts'
import { openCore } from '../../core.ts'
import { makeDirectory } from '../../files/make-directory.ts'
import { putNewInPlace, writeNew } from '../../files/write-whole.ts'
import { headsFileName } from '../../ledger/checkpoints.ts'
import { operatorActions } from '../../policy/operator-actions.ts'
import { openStore } from '../../store/open-store.ts'
import { migratePostgres } from '../../store/postgres/prepare.ts'
import { lockServer } from '../../store/sqlite/server-lock.ts'
import { storeFileName } from '../../store/sqlite/store.ts'
import { BackupFault } from '../backup-fault.ts'
import { checkCopy, signatureFaults } from '../check-copy.ts'
import { findSqliteFault, gatherSqlite } from '../copy-sqlite.ts'
import {
  endRestore,
  expectEmptyDatabase,
  expectNoGateway,
  fillDatabase,
  type GatewayRole,
  setRoleAside,
} from '../fill-database.ts'
import { untilInterrupted } from '../interruption.ts'
import { leftovers } from '../leftovers.ts'
import { type OpenedBackup, openBackup } from '../open-backup.ts'
import { openMasterKeys } from '../sealed-key.ts'
import { readKnownHeads } from './known-heads.ts'
import { type LaterEvents, readLaterEvents } from './later-events.ts'
import { type Replaced, replaceHeads } from './replace-heads.ts'
import { lastKnownOf, type Settled, settleAccount } from './settle-account.ts'

/** How the names of directories begin in which a store is got ready. */
const stagingStart = 'restore-'

export interface RestoreOptions {
  /** Files with the last audit heads of the store that was lost: one of each gateway. */
  readonly heads: readonly string[]
  /** Exports of audit logs of the time after the backup. */
  readonly exports: readonly string[]
  /** Revokes the credentials that may have been revoked after the backup. */
  readonly revokesUnknown: boolean
  /** Opens the master keys in the backup. */
  readonly passphrase: string | undefined
  /** Is told of what earlier commands have left behind. */
  readonly warn: (sentence: string) => void
}

export interface RestoredAccount extends Settled {
  readonly id: string
  readonly name: string
  /** Where the log ends in the backup, and the last event that is known of the store that was lost. */
  readonly lastSequence: number
  readonly lastKnownSequence: number | null
}

export interface Restoration extends Replaced {
  readonly createdAt: string
  readonly accounts: readonly RestoredAccount[]
  /** The files that told the last audit heads. */
  readonly headsFrom: readonly string[]
  /** Accounts of the lost store that the backup does not have. */
  readonly lostAccounts: readonly string[]
  /** The role of the gateway that this server of PostgreSQL lacks. */
  readonly absentRole: string | null
  /** The master keys that the store takes beside the current one: one of them may have been retired after the backup. */
  readonly formerKeys: readonly string[]
}

/**
 * Puts a store back from a backup, where none is, and ends what must not live again. The store is in its place only once
 * all of that is done; on PostgreSQL, no gateway starts on it before.
 */
export function restoreBackup(config: Config, file: string, options: RestoreOptions): Promise<Restoration> {
  return untilInterrupted(async (signal, goOn) => {
    const { dataDirectory, databaseUrl } = config
    makeDirectory(dataDirectory)
    const unlock = lockServer(dataDirectory)
    for (const sentence of leftovers(dataDirectory, stagingStart)) options.warn(sentence)
    const staging = join(dataDirectory, `${stagingStart}${randomUUID()}`)
    try {
      if (databaseUrl === undefined) expectNoStore(dataDirectory)
      else {
        await expectNoGateway(databaseUrl)
        await expectEmptyDatabase(databaseUrl, 'the database of DATABASE_URL')
      }
      await mkdir(join(staging, 'members'), { recursive: true, mode: 0o700 })
      return await restoreIn(staging, config, file, options, signal, goOn)
    } catch (error) {
      throw error instanceof BackupFault
        ? new Error(`${file} cannot be restored. ${error.message}`, { cause: error })
        : error
    } finally {
      await rm(staging, { recursive: true, force: true })
      unlock()
    }
  }, consequenceOf(config))
}

const consequenceOf = ({ databaseUrl }: Config): string | undefined =>
  databaseUrl === undefined
    ? undefined
    : 'where the database is no longer empty, no gateway starts on it: drop it, and create it anew.'

function expectNoStore(dataDirectory: string): void {
  for (const name of [storeFileName, `${storeFileName}-wal`, `${storeFileName}-shm`]) {
    const path = join(dataDirectory, name)
    if (existsSync(path)) {
      throw new Error(`There is ${path} already: restore into another data directory, or move the store there away.`)
    }
  }
}

async function restoreIn(
  staging: string,
  config: Config,
  file: string,
  options: RestoreOptions,
  signal: AbortSignal,
  goOn: () => void,
): Promise<Restoration> {
  const { dataDirectory, databaseUrl } = config
  const backup = await openBackup(file, join(staging, 'members'))
  const { manifest } = backup
  expectEngine(manifest.engine, databaseUrl)
  const { masters, isFromBackup } = await mastersFor(backup, config, options.passphrase)
  const [forged] = signatureFaults(backup, masters)
  if (forged) throw new BackupFault(forged)
  const keys = new Keys(masters)
  const known = await readKnownHeads(config, options.heads, keys)
  const later: LaterEvents[] = []
  for (const path of options.exports) later.push(await readLaterEvents(path, manifest.accounts, known.heads, keys))
  signal.throwIfAborted()

  const role = await fill(backup, staging, databaseUrl, signal)
  try {
    await expectWhole(backup, staging, databaseUrl, masters)
  } catch (error) {
    if (databaseUrl === undefined || !(error instanceof BackupFault)) throw error
    throw new BackupFault(`${error.message} Drop the database, which no gateway starts on, and create it anew.`)
  }
  signal.throwIfAborted()
  const staged = { ...config, dataDirectory: staging, masterKey: { masters, path: undefined }, auditSink: undefined }
  const core = await openCore(staged, { restoredFrom: manifest.createdAt, isOnlyServer: true })
  const formerKeys = manifest.keys.filter((id) => id !== core.keys.current.id)
  const accounts: RestoredAccount[] = []
  try {
    for (const { id, name } of await accountStore.list(core.store.db)) {
      const head = manifest.accounts.find((told) => told.id === id) ?? { sequence: 0, hash: '' }
      const lost = {
        head,
        known: known.heads[id],
        isLast: known.areLast,
        later: later.find((one) => one.accountId === id),
      }
      const origin = { requestId: randomUUID(), ip: null, client: 'operator' }
      const settled = await core.services.changes.runAsOperator(id, operatorActions.restoreStore, origin, (change) =>
        settleAccount(change, core.linkedClusters, manifest.createdAt, lost, options.revokesUnknown),
      )
      accounts.push({ id, name, lastSequence: head.sequence, lastKnownSequence: lastKnownOf(lost), ...settled })
    }
  } finally {
    await core.close()
  }

  // What was settled is told from here on, whatever signal comes.
  goOn()
  if (isFromBackup) writeNew(join(dataDirectory, keyFileName), printMasterKeys(masters))
  await putInService(staging, config, role)
  // After the store, so that another try, where that was broken off, finds the heads of before.
  const replaced = await replaceHeads(config, join(staging, headsFileName))
  const isThere = (id: string) => manifest.accounts.some((account) => account.id === id)
  return {
    createdAt: manifest.createdAt,
    accounts,
    headsFrom: known.places,
    ...replaced,
    formerKeys,
    lostAccounts: Object.keys(known.heads).filter((id) => !isThere(id)),
    absentRole: role && !role.isPresent ? role.name : null,
  }
}

function expectEngine(engine: 'sqlite' | 'postgres', databaseUrl: string | undefined): void {
  if (engine === 'sqlite' && databaseUrl !== undefined)
    throw new BackupFault('It is of an embedded store: unset DATABASE_URL.')
  if (engine === 'postgres' && databaseUrl === undefined)
    throw new BackupFault('It is of a PostgreSQL database: set DATABASE_URL to an empty one.')
}

/** The master keys that are here, or those of the backup. Throws, by its fingerprint, for one that is missing. */
async function mastersFor(
  { manifest, sealedKeys }: OpenedBackup,
  { dataDirectory, masterKey }: Config,
  passphrase: string | undefined,
): Promise<{ readonly masters: readonly Buffer[]; readonly isFromBackup: boolean }> {
  const here = presentKeys(dataDirectory, masterKey)
  const isFromBackup = here === undefined && sealedKeys !== undefined && passphrase !== undefined
  const masters = here ?? (isFromBackup ? await openMasterKeys(sealedKeys, passphrase) : [])
  const ids = masters.map((master) => new KeySet(master).id)
  const missing = manifest.keys.filter((id) => !ids.includes(id))
  if (missing.length === 0) return { masters, isFromBackup }
  const place = masterKey ? 'CLUSTERGATE_MASTER_KEY' : join(dataDirectory, keyFileName)
  const sealed =
    sealedKeys === undefined || here ? '' : ' It has the key itself, sealed: give its passphrase by --passphrase-file.'
  throw new BackupFault(
    `It needs the master key ${missing.join(' and ')}, which is not in ${place}: put its line there, also where it was ` +
      `retired after the backup.${sealed}`,
  )
}

/** Puts the copy of the store where it is opened; answers with the role of the gateway, which has no rights yet. */
async function fill(
  { data }: OpenedBackup,
  staging: string,
  databaseUrl: string | undefined,
  signal: AbortSignal,
): Promise<GatewayRole | undefined> {
  if (databaseUrl !== undefined) {
    await fillDatabase(databaseUrl, data, staging, signal)
    return setRoleAside(databaseUrl)
  }
  const fault = findSqliteFault(data)
  if (fault !== undefined) throw new BackupFault(`SQLite finds its copy of the store damaged: ${fault}.`)
  await rename(data, join(staging, storeFileName))
  return undefined
}

/** Puts the store, which is settled, where gateways find it, or lets them in. */
async function putInService(
  staging: string,
  { dataDirectory, databaseUrl }: Config,
  role: GatewayRole | undefined,
): Promise<void> {
  if (databaseUrl === undefined) {
    gatherSqlite(join(staging, storeFileName))
    putNewInPlace(join(staging, storeFileName), join(dataDirectory, storeFileName))
  } else {
    if (role?.isPresent) await migratePostgres(databaseUrl, role.name)
    await endRestore(databaseUrl)
  }
}

/** Brings the tables up to date, and throws unless the store is what the manifest says. */
async function expectWhole(
  backup: OpenedBackup,
  staging: string,
  databaseUrl: string | undefined,
  masters: readonly Buffer[],
): Promise<void> {
  const store = await openStore({ databaseUrl, dataDirectory: staging })
  try {
    const { faults } = await checkCopy(store.db, backup, masters)
    if (faults[0]) throw new BackupFault(faults[0])
  } finally {
    await store.close()
  }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import type { OperatorService } from './operator.service.ts'
import { warn, whatToKeep } from './output.ts'

/** An open store with the operator's service. */
export type Opened = Core & { readonly operator: OperatorService }

/** Opens the configured store, creating it if there is none, for one piece of work. */
export const onStore = async <T>(work: (opened: Opened) => Promise<T>): Promise<T> => openFor(await configured(), work)

/** Like `onStore`, for a store that must exist: a mistyped path must not create an empty one. */
export async function onExistingStore<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = await configured()
  await checkStore(config)
  return openFor(config, work)
}

// Loaded on use, like the rest, so that a mistake on the command line is reported at once.
export const configured = async (): Promise<Config> => (await import('../config.ts')).readConfig(process.env)

async function checkStore({ databaseUrl, dataDirectory }: Config): Promise<void> {
  if (databaseUrl !== undefined) {
    if (await hasTables(databaseUrl)) return
    throw new Error('The database of DATABASE_URL has no store of Clustergate: check DATABASE_URL.')
  }
  const { storeFileName } = await import('../store/sqlite/store.ts')
  if (existsSync(join(dataDirectory, storeFileName))) return
  throw new Error(`There is no store in ${dataDirectory}: set CLUSTERGATE_DATA_DIR to the gateway’s data directory.`)
}

async function hasTables(databaseUrl: string): Promise<boolean> {
  const { sql } = await import('kysely')
  const { openPostgres } = await import('../store/postgres/connect.ts')
  const { db } = openPostgres(databaseUrl)
  try {
    const { rows } = await sql<{ found: boolean }>`select to_regclass('migrations') is not null as found`.execute(db)
    return rows[0]?.found === true
  } finally {
    await db.destroy()
  }
}

async function openFor<T>(config: Config, work: (opened: Opened) => Promise<T>): Promise<T> {
  const announced = (opened: Opened) => {
    const { masterKey, risks } = opened
    if (masterKey.isNew) warn(whatToKeep(masterKey.place))
    for (const warning of [...masterKey.warnings, ...risks]) warn(warning)
    return work(opened)
  }
  return withCore(config, announced, (fault) => {
    throw fault
  })
}

/** Opens the store for one piece of work, or for another one where it cannot be opened. */
export async function withCore<T>(
  config: Config,
  work: (opened: Opened) => Promise<T>,
  otherwise: (fault: unknown) => Promise<T>,
): Promise<T> {
  await import('reflect-metadata')
  const { openCore } = await import('../core.ts')
  const { operatorOf } = await import('./operator.ts')
  let core: Core
  try {
    core = await openCore(config)
  } catch (fault) {
    return otherwise(fault)
  }
  try {
    return await work({ ...core, operator: operatorOf(core) })
  } finally {
    await core.close()
  }
}

/** Like `onExistingStore`, for an account that must exist. */
export const onAccount = <T>(accountId: string, work: (opened: Opened) => Promise<T>): Promise<T> =>
  onExistingStore(async (opened) => {
    const accounts = await opened.operator.accounts()
    if (!accounts.some(({ id }) => id === accountId)) throw noSuchAccount(accountId)
    return work(opened)
  })

export const noSuchAccount = (id: string) =>
  new Error(`There is no account ${id}; \`clustergate account list\` shows them.`)

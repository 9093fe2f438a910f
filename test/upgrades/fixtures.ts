import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { connectSqlite } from '../../src/files/sqlite.ts'
import { makeStore, onPostgres, type TestStore } from '../store.ts'

export interface KnownPerson {
  readonly id: string
  readonly email: string
  readonly password: string
  /** Whether they can sign in. */
  readonly isAccepted: boolean
  /** Of those who can. */
  readonly permissions?: readonly string[]
}

interface KnownSecret {
  readonly id: string
  readonly secret: string
}

export interface KnownAccount {
  readonly id: string
  readonly name: string
  readonly people: readonly KnownPerson[]
  readonly sessions: readonly (KnownSecret & { readonly email: string; readonly isAccepted: boolean })[]
  readonly invitations: readonly (Omit<KnownSecret, 'secret'> & {
    readonly email: string
    readonly groupKeys: readonly string[]
    /** Null where the link was only mailed. */
    readonly secret: string | null
    /** REPLACED for the earlier link of an invitation that was sent again. */
    readonly status: 'PENDING' | 'ACCEPTED' | 'REVOKED' | 'REPLACED'
    readonly expiresWithin?: string
  })[]
  readonly databaseTokens: readonly (KnownSecret & { readonly description: string; readonly status: string })[]
  readonly managementTokens: readonly (KnownSecret & {
    readonly status: string
    readonly permissions: readonly string[]
  })[]
  readonly emailChanges: readonly { readonly userId: string; readonly email: string; readonly secret: string }[]
}

/** What is known of a store that a released version has left behind. */
export interface Known {
  readonly version: string
  readonly madeAt: number
  readonly accounts: readonly KnownAccount[]
}

/** What its lists told at the end: for each account, an answer to each document. */
export interface Lists {
  readonly documents: readonly string[]
  readonly answers: readonly (readonly object[])[]
}

/** The released versions of which a store is kept. */
export const versions: readonly string[] = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

const folderOf = (version: string) => join(import.meta.dirname, version, onPostgres ? 'postgres' : 'sqlite')

const read = <T>(version: string, name: string): T => JSON.parse(readFileSync(join(folderOf(version), name), 'utf8'))

export const knownOf = (version: string): Known => read(version, 'known.json')
export const listsOf = (version: string): Lists => read(version, 'lists.json')

/** Puts a store as a version has left it where a gateway can open it, as the owner of its tables. */
export async function putBack(version: string): Promise<TestStore> {
  const folder = folderOf(version)
  const store = await makeStore(undefined, true)
  for (const name of ['master.key', 'audit-heads.json']) {
    copyFileSync(join(folder, name), join(store.dataDirectory, name))
    chmodSync(join(store.dataDirectory, name), 0o600)
  }
  const statements = readFileSync(join(folder, 'store.sql'), 'utf8')
  if (store.ownerUrl !== undefined) {
    const client = new pg.Client({ connectionString: store.ownerUrl })
    await client.connect()
    await client.query(statements)
    await client.end()
  } else {
    const connection = connectSqlite(join(store.dataDirectory, 'clustergate.db'))
    connection.exec(statements)
    connection.close()
  }
  return store
}

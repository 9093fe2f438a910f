import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describeOthers, otherUsersWithAccess } from '../files/access.ts'
import { writeNew } from '../files/write-whole.ts'
import type { Sql } from '../store/tables.ts'
import { Keys } from './keys.ts'

const keyLength = 32
const fileName = 'master.key'
const variable = 'CLUSTERGATE_MASTER_KEY'

/** 32 bytes in base64, as `openssl rand -base64 32` prints them; undefined for anything else. */
export function parseMasterKey(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return undefined
  return Buffer.from(text, 'base64')
}

export interface MasterKey {
  readonly keys: Keys
  /** What the operator must keep: the path of the file, or the name of the variable. */
  readonly place: string
  /** Whether this start has created it. */
  readonly isNew: boolean
}

/**
 * Opens the master secret: the configured one, else that of the data directory, which is created there for a new store,
 * readable by its owner alone. Throws unless it is the one that the store was first opened with.
 */
export async function openMasterKey(db: Sql, dataDirectory: string, given: Buffer | undefined): Promise<MasterKey> {
  const path = join(dataDirectory, fileName)
  const isNew = given === undefined && !existsSync(path)
  const bound = await findFingerprint(db)
  if (isNew && bound !== undefined) {
    throw new Error(
      `The store was made with a master key that is neither ${path} nor ${variable}. ` +
        'Put the original in one of these places: without it no credential, queued mail or audit head can be read.',
    )
  }
  if (isNew) makeFile(path)
  if (given) checkNoOther(path, given)
  const keys = new Keys(given ?? readFile(path))
  const place = given ? variable : path
  const fingerprint = bound ?? (await bind(db, keys))
  if (fingerprint === keys.fingerprint || fingerprint === keys.unboundFingerprint) return { keys, place, isNew }
  throw new Error(
    `The store was made with another master key than that of ${place}. ` +
      'Put the original there: without it no credential, queued mail or audit head can be read.',
  )
}

function readFile(path: string): Buffer {
  const stats = statSync(path)
  const others = otherUsersWithAccess(stats, 'read') ?? otherUsersWithAccess(stats, 'write')
  if (others) {
    throw new Error(
      `${path} is open to ${describeOthers(others)}: run \`chmod 600 ${path}\` once nobody else needs it.`,
    )
  }
  const master = parseMasterKey(readFileSync(path, 'utf8').trim())
  if (!master) throw new Error(`${path} is damaged: it must hold 32 bytes in base64. Restore it from a backup.`)
  return master
}

/** Refuses a key file that differs from the configured key: an operator could take it for the right one later. */
function checkNoOther(path: string, given: Buffer): void {
  if (!existsSync(path)) return
  const present = parseMasterKey(readFileSync(path, 'utf8').trim())
  if (present && timingSafeEqual(present, given)) return
  throw new Error(
    `${variable} is set, and ${path} holds another key. Keep the one that the store was made with, and remove the other.`,
  )
}

/** Creates the key file; two processes that start at the same moment both use the key of the first. */
function makeFile(path: string): void {
  try {
    writeNew(path, `${randomBytes(keyLength).toString('base64')}\n`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const setting = 'master_key'

async function findFingerprint(db: Sql): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', setting).executeTakeFirst()
  return row?.value
}

/**
 * Binds a store to the key, unless another process did so first; returns the fingerprint that the store is bound to.
 */
async function bind(db: Sql, keys: Keys): Promise<string | undefined> {
  await sql`insert into settings (key, value) values (${setting}, ${keys.fingerprint}) on conflict do nothing`.execute(
    db,
  )
  return findFingerprint(db)
}

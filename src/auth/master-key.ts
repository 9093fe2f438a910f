import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { makeKeyFile, parseMasterKeys, readKeyFile } from './key-file.ts'
import { KeySet } from './key-set.ts'
import { Keys, type KnownKey } from './keys.ts'
import * as knownKeyStore from './known-key.store.ts'

/** The name of the file in the data directory. */
export const fileName = 'master.key'
export const variable = 'CLUSTERGATE_MASTER_KEY'

/** The keys that the environment gives, in place of a file in the data directory. */
export interface GivenKeys {
  readonly masters: readonly Buffer[]
  /** The file that they were read from; undefined when they are in the environment itself. */
  readonly path: string | undefined
}

export interface MasterKey {
  readonly keys: Keys
  /** What the operator must keep: the path of the file, or the name of the variable. */
  readonly place: string
  /** The file in the data directory that holds the keys; undefined when the environment gives them. */
  readonly file: string | undefined
  /** As they were read. */
  readonly masters: readonly Buffer[]
  /** Whether this start has created it. */
  readonly isNew: boolean
  /** Sentences for the operator about lines that are of no use. */
  readonly warnings: readonly string[]
  /** Reads the keys anew; what the environment itself holds stays as it is. */
  read(): readonly Buffer[]
}

/**
 * Opens the master keys: the configured ones, else those of the data directory, where one is created for a new store,
 * readable by its owner alone. Throws unless all are there that the store needs.
 */
export async function openMasterKey(
  store: Store,
  dataDirectory: string,
  given: GivenKeys | undefined,
  now: number,
): Promise<MasterKey> {
  const path = join(dataDirectory, fileName)
  const isNew = given === undefined && !existsSync(path)
  if (isNew && (await isBound(store.db))) {
    throw new Error(
      `The store was made with a master key that is neither ${path} nor ${variable}. ` +
        'Put the original in one of these places: without it no credential, queued mail or audit head can be read.',
    )
  }
  if (isNew) makeKeyFile(path)
  if (given) checkNoOther(path, given.masters)
  const place = given ? variable : path
  const file = given ? given.path : path
  const read = () => (file === undefined ? (given as GivenKeys).masters : readKeyFile(file))
  const masters = given?.masters ?? read()
  const known = await knownKeys(store, masters, place, now)
  const keys = new Keys(masters, known)
  const retired = masters.map((master) => new KeySet(master).id).filter((id) => keys.find(id) === undefined)
  const warnings = retired.map((id) => `${place} still has the retired master key ${id}: remove its line.`)
  return { keys, masters, place, file: given ? undefined : path, isNew, warnings, read }
}

/** The keys that are there, of which none is made; undefined where there are none. Throws for a damaged file. */
export function presentKeys(dataDirectory: string, given: GivenKeys | undefined): readonly Buffer[] | undefined {
  const path = join(dataDirectory, fileName)
  return given?.masters ?? (existsSync(path) ? readKeyFile(path) : undefined)
}

const isBound = async (db: Sql): Promise<boolean> =>
  (await knownKeyStore.findBound(db)) !== undefined || (await knownKeyStore.list(db)).length > 0

/** Refuses a key file that differs from the configured keys: an operator could take it for the right one later. */
function checkNoOther(path: string, given: readonly Buffer[]): void {
  if (!existsSync(path)) return
  const present = parseMasterKeys(readFileSync(path, 'utf8'))
  if (present?.length === given.length && present.every((master, at) => master.equals(given[at] as Buffer))) return
  throw new Error(
    `${variable} is set, and ${path} holds another key. Keep the one that the store was made with, and remove the other.`,
  )
}

/**
 * The keys that the store knows, oldest first. Throws when one of them is missing here that is not retired. A store
 * that knows none yet is bound to these.
 */
export async function knownKeys(
  store: Store,
  masters: readonly Buffer[],
  place: string,
  now: number,
): Promise<readonly KnownKey[]> {
  const sets = masters.map((master) => new KeySet(master))
  if (new Set(sets.map(({ id }) => id)).size < sets.length) {
    throw new Error(`Two keys of ${place} have the same fingerprint: replace the one that was not used yet.`)
  }
  const known = await knownKeyStore.list(store.db)
  if (known.length === 0) {
    return store.transaction(async (db) => {
      await store.lock(db, 'master key')
      // Another process may have been first.
      if ((await knownKeyStore.list(db)).length === 0) await bind(db, sets, place, now)
      return check(db, await knownKeyStore.list(db), sets, place)
    })
  }
  return check(store.db, known, sets, place)
}

/** Makes the first key known: the one that an earlier version has bound the store to, or that of a new store. */
async function bind(db: Sql, sets: readonly KeySet[], place: string, now: number): Promise<void> {
  await knownKeyStore.bind(db, (sets[0] as KeySet).fingerprint)
  const bound = (await knownKeyStore.findBound(db)) as string
  const first = sets.find(({ fingerprint, unboundFingerprint }) => [fingerprint, unboundFingerprint].includes(bound))
  if (!first) throw anotherKey(place)
  if (first.unboundFingerprint === bound && sets.length > 1) {
    throw new Error(`An earlier version has made the store: start once with its key alone in ${place}.`)
  }
  const validFrom = (await knownKeyStore.beginning(db)) ?? now
  await knownKeyStore.save(db, [toKnown(first, validFrom)], first)
}

async function check(
  db: Sql,
  known: readonly knownKeyStore.SignedKey[],
  sets: readonly KeySet[],
  place: string,
): Promise<readonly KnownKey[]> {
  const needed = known.filter(({ retiredAt }) => retiredAt === null)
  const missing = needed.filter(({ id }) => !sets.some((set) => set.id === id))
  if (missing.length === needed.length) throw anotherKey(place, missing.at(-1)?.id)
  if (missing[0]) {
    const { id } = missing[0]
    throw new Error(
      `${place} lacks the master key ${id}, which the store still needs. Put its line back; ` +
        `\`clustergate key retire ${id}\` removes it once nothing needs it.`,
    )
  }
  const forged = known.find((key) => !knownKeyStore.isGenuine(key, sets))
  if (forged) throw new Error(`Somebody without a master key has changed what the store knows of the key ${forged.id}.`)
  const bound = await knownKeyStore.findBound(db)
  const all = [
    ...sets.flatMap((set) => [set.fingerprint, set.unboundFingerprint]),
    ...known.map((key) => key.fingerprint),
  ]
  if (bound !== undefined && !all.includes(bound)) throw anotherKey(place)
  if (bound === undefined) await knownKeyStore.bind(db, (known[0] as KnownKey).fingerprint)
  return known
}

const anotherKey = (place: string, id?: string) =>
  new Error(
    `The store was made with another master key than that of ${place}. ` +
      'Put the original there: without it no credential, queued mail or audit head can be read.' +
      (id === undefined ? '' : ` It begins with the fingerprint ${id}.`),
  )

/** What the store keeps of a key. */
export const toKnown = ({ id, fingerprint, auditPublicKey }: KeySet, validFrom: number): KnownKey => ({
  id,
  fingerprint,
  publicKey: auditPublicKey.export({ type: 'spki', format: 'pem' }).toString(),
  validFrom,
  retiredAt: null,
})

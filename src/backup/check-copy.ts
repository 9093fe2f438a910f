import * as accountStore from '../accounts/account.store.ts'
import { verifyChain } from '../audit-events/verify.ts'
import { KeySet } from '../auth/key-set.ts'
import { Keys } from '../auth/keys.ts'
import * as knownKeyStore from '../auth/known-key.store.ts'
import { readCheckpoint } from '../ledger/checkpoint.ts'
import type { Sql } from '../store/tables.ts'
import { isSigned, type Manifest } from './manifest.ts'
import type { OpenedBackup } from './open-backup.ts'

/** What became of the audit log of an account. */
export interface CheckedAccount {
  readonly id: string
  readonly name: string
  /** How many events are in order. */
  readonly events: number
  readonly intact: boolean
}

export interface CheckedCopy {
  readonly accounts: readonly CheckedAccount[]
  /** What is wrong, in sentences. */
  readonly faults: readonly string[]
}

/**
 * Checks a copy of a store, whose tables are up to date: the audit log of each account, from its first event to its
 * head, and all of it against the manifest. Signatures are checked where master keys are given.
 */
export async function checkCopy(
  db: Sql,
  { manifest }: Pick<OpenedBackup, 'manifest'>,
  masters: readonly Buffer[] | undefined,
): Promise<CheckedCopy> {
  const known = await knownKeyStore.list(db)
  const sets = masters?.map((master) => new KeySet(master))
  const forged = sets ? known.filter((key) => !knownKeyStore.isGenuine(key, sets)) : []
  const faults = forged.map(({ id }) => `What the copy knows of the master key ${id} was signed by none that is here.`)
  const present = await accountStore.list(db)
  const absent = manifest.accounts.filter((told) => !present.some(({ id }) => id === told.id))
  for (const { id } of absent) faults.push(`The copy lacks the account ${id}, which the manifest names.`)
  const accounts: CheckedAccount[] = []
  for (const account of present) {
    const told = manifest.accounts.find(({ id }) => id === account.id)
    const checked = await checkAccount(db, account, told, masters && new Keys(masters, known))
    accounts.push(checked.account)
    faults.push(...checked.faults)
  }
  return { accounts, faults }
}

async function checkAccount(
  db: Sql,
  { id, name }: { readonly id: string; readonly name: string },
  told: Manifest['accounts'][number] | undefined,
  keys: Keys | undefined,
): Promise<{ readonly account: CheckedAccount; readonly faults: readonly string[] }> {
  const verifier = keys ?? { verifyHead: () => true }
  const { intact, checked, firstBrokenSequence, headHash } = await verifyChain(db, verifier, id, told)
  const account = { id, name, events: checked, intact }
  if (!intact) return { account, faults: [`The audit log of ${id} is broken at event ${firstBrokenSequence}.`] }
  if (!told) return { account, faults: [`The copy has the account ${id}, which the manifest does not name.`] }
  const faults: string[] = []
  if (told.sequence !== checked || told.hash !== headHash)
    faults.push(`The audit log of ${id} ends at event ${checked}, and by the manifest at ${told.sequence}.`)
  if (told.name !== name) faults.push(`The account ${id} has another name than in the manifest.`)
  return { account, faults }
}

/** What is wrong with the manifest and the heads of a backup: their signatures, where master keys are given. */
export function signatureFaults(
  { manifest, heads: text }: Pick<OpenedBackup, 'manifest' | 'heads'>,
  masters: readonly Buffer[] | undefined,
): readonly string[] {
  const keys = masters && new Keys(masters)
  const faults =
    keys && !isSigned(keys, manifest) ? ['manifest.json was not signed with a master key that is here.'] : []
  try {
    const heads = keys ? readCheckpoint(keys, text).heads : JSON.parse(text).heads
    const { accounts } = manifest
    const isSame = accounts.every(
      ({ id, ...head }) => heads[id]?.sequence === head.sequence && heads[id].hash === head.hash,
    )
    if (isSame && Object.keys(heads).length === accounts.length) return faults
    return [...faults, 'The heads in audit-heads.json are not those of the manifest.']
  } catch {
    return [...faults, 'audit-heads.json is damaged, or was not signed with a master key that is here.']
  }
}

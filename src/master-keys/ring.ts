import { randomUUID } from 'node:crypto'
import * as accountStore from '../accounts/account.store.ts'
import type { Origin } from '../auth/caller.ts'
import { isOfDoctor } from '../auth/doctor-question.ts'
import { KeySet } from '../auth/key-set.ts'
import { Keys, type KnownKey } from '../auth/keys.ts'
import * as knownKeyStore from '../auth/known-key.store.ts'
import { knownKeys, type MasterKey, toKnown } from '../auth/master-key.ts'
import type { Changes } from '../changes/changes.ts'
import { differences } from '../ledger/chain.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { version } from '../version.ts'
import * as keyHolderStore from './key-holder.store.ts'

/** The master keys of this process, in relation to the store and to the gateways that run on it. */
export class Ring {
  readonly #processId = randomUUID()
  readonly #startedAt: number
  #masters: readonly Buffer[]

  constructor(
    private readonly store: Store,
    private readonly masterKey: MasterKey,
    private readonly changes: Changes,
    private readonly clock: () => number,
  ) {
    this.#startedAt = clock()
    this.#masters = masterKey.masters
  }

  get keys(): Keys {
    return this.masterKey.keys
  }

  /**
   * Makes the current key known to the store where it is new, with an event in the log of each account. Throws when
   * another gateway lacks it, which could not open what is made with it.
   */
  async beginWithCurrent(): Promise<void> {
    await this.#begin(this.keys.current, this.keys.known)
  }

  /** Marks a key retired: from now on, no gateway takes it any more. */
  async markRetired(id: string): Promise<void> {
    await this.#save(this.keys.current, (all, now) =>
      all.map((key) => (key.id === id ? { ...key, retiredAt: now } : key)),
    )
  }

  /**
   * Reads the keys anew, and learns what other processes have told the store of them. Throws when they are not those
   * that the store needs; then the ones before stay in use.
   */
  async refresh(): Promise<void> {
    await this.take(this.masterKey.read())
  }

  /**
   * Takes these keys; throws, and keeps those from before, when they are not what the store needs. A new current key
   * makes nothing before the store knows of it, and every gateway can open what it makes.
   */
  async take(masters: readonly Buffer[]): Promise<void> {
    const known = await knownKeys(this.store, masters, this.masterKey.place, this.clock())
    const { current } = new Keys(masters, known)
    this.#replace(masters, await this.#begin(current, known))
  }

  /** The keys in the order in which they are kept. */
  get masters(): readonly Buffer[] {
    return this.#masters
  }

  /** A key that was never the current one: it will follow. Undefined when there is none. */
  get coming(): Buffer | undefined {
    return this.#masters.find((master) => !this.keys.known.some(({ id }) => id === new KeySet(master).id))
  }

  /** Whether the keys have changed where they are kept. */
  hasChanged(): boolean {
    const masters = this.masterKey.read()
    return (
      masters.length !== this.#masters.length ||
      masters.some((master, at) => !master.equals(this.#masters[at] as Buffer))
    )
  }

  /** Notes in the store that this process runs, with these keys. */
  report(): Promise<void> {
    return keyHolderStore.note(this.store.db, {
      processId: this.#processId,
      keyIds: this.keys.ids,
      startedAt: this.#startedAt,
      seenAt: this.clock(),
    })
  }

  /** Which gateway this is, for somebody who proves to have a master key by a question. */
  identify(question: string): { readonly processId: string; readonly version: string } | undefined {
    return isOfDoctor(this.keys, question, this.clock()) ? { processId: this.#processId, version } : undefined
  }

  /** Notes that this process ends. */
  leave(): Promise<void> {
    return keyHolderStore.remove(this.store.db, this.#processId)
  }

  /** The gateways that run on the store. */
  holders(): Promise<readonly keyHolderStore.KeyHolder[]> {
    return keyHolderStore.list(this.store.db, this.clock())
  }

  /** The gateways that run and do not have a key. */
  async lacking(id: string): Promise<readonly keyHolderStore.KeyHolder[]> {
    const holders = await this.holders()
    return holders.filter(({ keyIds, processId }) => processId !== this.#processId && !keyIds.includes(id))
  }

  /** Makes a key known as the current one, unless the store knows it; answers with all that the store knows. */
  async #begin(current: KeySet, known: readonly KnownKey[]): Promise<readonly KnownKey[]> {
    if (known.some(({ id }) => id === current.id)) return known
    await this.#expectEverywhere(current.id)
    const before = known.findLast(({ retiredAt }) => retiredAt === null)?.id ?? null
    for (const account of await accountStore.list(this.store.db)) {
      await this.changes.runAsOperator(account.id, operatorActions.rotateKey, origin(), async (change) => {
        // Of two gateways that take a key at once, one records it; the other, or one that goes on after a crash, does not.
        if (await isRecorded(change.db, account.id, current.id)) return
        change.record({
          id: null,
          label: labelOf(current.id),
          changes: differences({ current: before }, { current: current.id }),
        })
      })
    }
    return this.#save(current, (all, now) => {
      if (all.some(({ id }) => id === current.id)) return all
      return [...all, toKnown(current, Math.max(now, (all.at(-1)?.validFrom ?? 0) + 1))]
    })
  }

  async #expectEverywhere(id: string): Promise<void> {
    const lacking = await this.lacking(id)
    if (lacking.length === 0) return
    throw new Error(
      `The master key ${id} cannot be the current one yet, because ${lacking.length} of the gateways that run on this ` +
        `store ${lacking.length === 1 ? 'lacks' : 'lack'} it: put it second everywhere first (\`clustergate key status\`).`,
    )
  }

  /** Changes what the store knows of its keys; all of it is signed anew. */
  async #save(
    signer: KeySet,
    change: (all: readonly KnownKey[], now: number) => readonly KnownKey[],
  ): Promise<readonly KnownKey[]> {
    const known = await this.store.transaction(async (db: Sql) => {
      await this.store.lock(db, 'master key')
      await knownKeyStore.save(db, change(await knownKeyStore.list(db), this.clock()), signer)
      return knownKeyStore.list(db)
    })
    this.#replace(this.#masters, known)
    return known
  }

  #replace(masters: readonly Buffer[], known: readonly KnownKey[]): void {
    this.keys.replace(masters, known)
    this.#masters = masters
  }
}

/** How the audit log names a key. */
export const labelOf = (id: string): string => `master key ${id}`

/** Whether the log of an account tells that a key became the current one, which it does once. */
async function isRecorded(db: Sql, accountId: string, id: string): Promise<boolean> {
  const event = await db
    .selectFrom('audit_events')
    .select('sequence')
    .where('account_id', '=', accountId)
    .where('action', '=', operatorActions.rotateKey)
    .where('resource_label', '=', labelOf(id))
    .limit(1)
    .executeTakeFirst()
  return event !== undefined
}

const origin = (): Origin => ({ requestId: randomUUID(), ip: null, client: 'operator' })

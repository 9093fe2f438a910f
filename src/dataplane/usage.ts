import { randomUUID } from 'node:crypto'
import type { CredentialHashes } from '../auth/credential-hashes.ts'
import * as usageStore from '../database-tokens/token-usage.store.ts'
import { dayMilliseconds, keptDays, startOfDay } from '../database-tokens/token-usage.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../store/store-clock.ts'
import type { CheckedToken } from './decision.ts'

export type Count = 'reads' | 'writes' | 'denials'

/** The uses of one token on one day, since this process started. */
interface Counted extends Record<Count, number> {
  readonly accountId: string
  readonly tokenId: string
  readonly day: number
  lastUsedAt: number | undefined
  isWritten: boolean
}

interface Asked {
  readonly accountId: string
  readonly secret: CredentialHashes
  at: number
}

/**
 * Counts how tokens are used, in memory, and writes that together once a minute and at the end. A process that is
 * killed loses a minute of it. It writes its totals, not what was added, so that a write whose answer was lost may be
 * repeated.
 */
export class Usage {
  readonly #processId = randomUUID()
  #counted = new Map<string, Counted>()
  #asked = new Map<string, Asked>()
  #removedBefore = 0
  #flushing: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Notes that a request was checked for a token; only one that was allowed counts as a use. */
  note({ accountId, id }: CheckedToken, count: Count | undefined): void {
    const now = this.clock()
    const day = startOfDay(now)
    const key = `${id} ${day}`
    let counted = this.#counted.get(key)
    if (!counted) {
      counted = {
        accountId,
        tokenId: id,
        day,
        reads: 0,
        writes: 0,
        denials: 0,
        lastUsedAt: undefined,
        isWritten: false,
      }
      this.#counted.set(key, counted)
    }
    if (count !== undefined) counted[count]++
    if (count !== 'denials') counted.lastUsedAt = now
    counted.isWritten = false
  }

  /** Notes that the proxy with this secret has asked. */
  noteProxy(accountId: string, secret: CredentialHashes): void {
    const at = this.clock()
    const asked = this.#asked.get(secret.hash)
    if (asked) asked.at = at
    else this.#asked.set(secret.hash, { accountId, secret, at })
  }

  /** Writes what was counted since the last time. Rejects when something could not be written; it is kept. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.catch(() => {}).then(() => this.#flush())
    return this.#flushing
  }

  async #flush(): Promise<void> {
    const counted = byAccount([...this.#counted.values()].filter(({ isWritten }) => !isWritten))
    const asked = byAccount([...this.#asked.values()])
    const faults: unknown[] = []
    for (const accountId of new Set([...counted.keys(), ...asked.keys()])) {
      const writing = this.#write(accountId, counted.get(accountId) ?? [], asked.get(accountId) ?? [])
      // One account does not keep the others from being written.
      await writing.catch((fault) => faults.push(fault))
    }
    if (faults.length > 0) throw faults[0]
    const today = startOfDay(this.clock())
    for (const [key, { day, isWritten }] of this.#counted) if (isWritten && day < today) this.#counted.delete(key)
    await this.#removeOld(today)
  }

  async #write(accountId: string, counted: readonly Counted[], asked: readonly Asked[]): Promise<void> {
    // Copied before the write, during which more is counted.
    const totals = counted.map((one) => ({ ...one, processId: this.#processId }))
    const proxies = asked.map((one) => ({ ...one }))
    for (const one of counted) one.isWritten = true
    try {
      await this.store.transaction(
        async (db) => {
          await usageStore.write(db, accountId, totals)
          await usageStore.writeLastUse(db, accountId, totals)
          for (const { secret } of proxies) await usageStore.renewProxySecret(db, accountId, secret)
          await usageStore.writeLastCheck(db, accountId, proxies)
        },
        undefined,
        accountId,
      )
    } catch (error) {
      for (const one of counted) one.isWritten = false
      throw error
    }
    for (const { secret, at } of proxies) {
      if (this.#asked.get(secret.hash)?.at === at) this.#asked.delete(secret.hash)
    }
  }

  /** Once a day, removes the counts that are too old, of all accounts. */
  async #removeOld(today: number): Promise<void> {
    const before = today - keptDays * dayMilliseconds
    if (before <= this.#removedBefore) return
    for (const accountId of await usageStore.accountsWithCountsBefore(this.store.db, before)) {
      const remove = (db: Store['db']) => usageStore.removeBefore(db, accountId, before)
      await this.store.transaction(remove, undefined, accountId)
    }
    this.#removedBefore = before
  }
}

function byAccount<One extends { readonly accountId: string }>(list: readonly One[]): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of list) {
    const group = groups.get(one.accountId)
    if (group) group.push(one)
    else groups.set(one.accountId, [one])
  }
  return groups
}

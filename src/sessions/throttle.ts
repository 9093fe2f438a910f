import { randomUUID } from 'node:crypto'
import type { Keys } from '../auth/keys.ts'
import { rateLimited } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { networkOf } from '../values/ip-address.ts'

const windowMilliseconds = 15 * 60_000
const delayFirstSeconds = 1
const delayMaxSeconds = 60

/** Something whose failed attempts are counted together. */
export interface Subject {
  readonly name: string
  /** How many failures are free of delay. */
  readonly free: number
}

/**
 * An address, as it is tried from one network and from everywhere, in the account that was named, if one was. Whoever
 * guesses from elsewhere hardly slows down the person whose address it is, and proves nothing in another account.
 */
export function addressSubjects(email: string, ip: string | null, accountId: string | null | undefined): Subject[] {
  const name = `address ${email} in ${accountId ?? 'any account'}`
  return [
    { name: `${name} from ${networkOf(ip ?? '')}`, free: 5 },
    { name, free: 50 },
  ]
}

export const networkSubject = (ip: string | null): Subject => ({ name: `network ${networkOf(ip ?? '')}`, free: 50 })

export interface Attempt {
  readonly ids: readonly string[]
}

/**
 * Slows guessing down. Failures within 15 minutes are counted in the store, for all instances alike; beyond those that
 * are free, each doubles the delay until the next attempt, up to a minute. Nobody is ever locked out for good.
 */
export class Throttle {
  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    private readonly clock: () => number,
  ) {}

  /**
   * Begins an attempt, which counts as a failure until it is forgiven, so that many at once do not slip through.
   * Throws RATE_LIMITED.
   */
  begin(subjects: readonly Subject[]): Promise<Attempt> {
    return this.store.transaction(async (db) => {
      const now = this.clock()
      await db
        .deleteFrom('sign_in_failures')
        .where('at', '<=', now - windowMilliseconds)
        .execute()
      for (const subject of subjects) {
        await this.store.lock(db, subject.name)
        await this.#refuseEarly(db, subject, now)
      }
      const rows = subjects.map((subject) => ({ id: randomUUID(), subject: this.#hash(subject), at: now }))
      await db.insertInto('sign_in_failures').values(rows).execute()
      return { ids: rows.map(({ id }) => id) }
    })
  }

  /** Keeps a failed attempt counted, from now on. */
  async keep(db: Sql, { ids }: Attempt): Promise<void> {
    await db.updateTable('sign_in_failures').set({ at: this.clock() }).where('id', 'in', ids).execute()
  }

  /** As `keep`, in a transaction of its own. */
  keepAlone(attempt: Attempt): Promise<void> {
    return this.store.transaction((db) => this.keep(db, attempt))
  }

  /** Forgets a successful attempt, and the earlier failures of the subjects that proved to be genuine. */
  async forgive(db: Sql, { ids }: Attempt, subjects: readonly Subject[]): Promise<void> {
    const genuine = subjects.map((subject) => this.#hash(subject))
    await db
      .deleteFrom('sign_in_failures')
      .where((where) => where.or([where('id', 'in', ids), where('subject', 'in', genuine)]))
      .execute()
  }

  async #refuseEarly(db: Sql, subject: Subject, now: number): Promise<void> {
    const { failures, last } = await db
      .selectFrom('sign_in_failures')
      .select((select) => [select.fn.countAll<number>().as('failures'), select.fn.max<number | null>('at').as('last')])
      .where('subject', '=', this.#hash(subject))
      .executeTakeFirstOrThrow()
    const beyond = failures - subject.free
    if (beyond < 0 || last === null) return
    const delaySeconds = Math.min(delayFirstSeconds * 2 ** beyond, delayMaxSeconds)
    const waitSeconds = Math.ceil((last + delaySeconds * 1000 - now) / 1000)
    if (waitSeconds > 0) throw rateLimited(waitSeconds)
  }

  /** Addresses that were only tried need not lie in the store. */
  #hash({ name }: Subject): string {
    return this.keys.hashCredential(`attempt ${name}`)
  }
}

import { randomUUID } from 'node:crypto'
import type { Keys } from '../auth/keys.ts'
import { ClustergateError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import * as attemptStore from './attempt.store.ts'

/** A rate limit: `free` attempts at once, then one after each pause. */
export interface Rule {
  readonly free: number
  readonly pauseMilliseconds: number
  /** How long an attempt is remembered. */
  readonly windowMilliseconds: number
}

export interface Counter {
  readonly name: string
  readonly rule: Rule
}

/** The counters that an attempt is counted by, chosen by its origin. */
export interface ThrottleScope {
  readonly counters: readonly Counter[]
  /** Whether the counters are those of one user alone, who is known there. */
  readonly isOwn: boolean
}

/** The longest time that an attempt is remembered, under any rule. */
const rememberedMilliseconds = 24 * 3_600_000

/** The error when no counter allows an attempt now. */
export class Throttled extends ClustergateError {
  constructor(waitMilliseconds: number) {
    const retryAfterSeconds = Math.ceil(waitMilliseconds / 1_000)
    super('RATE_LIMITED', `Too many attempts; try again in ${retryAfterSeconds} s.`, { retryAfterSeconds })
  }
}

/** An attempt that counts as failed until it is taken back. */
export class Attempt {
  constructor(
    private readonly rows: ReadonlyMap<string, string>,
    private readonly admitted: ReadonlySet<ThrottleScope>,
    /** Whether the free attempts of a counter had been used up before. */
    readonly isBeyondFree: boolean,
  ) {}

  /** Whether the counters of a scope allowed the attempt. */
  admits(scope: ThrottleScope): boolean {
    return this.admitted.has(scope)
  }

  idsOf(scopes: readonly ThrottleScope[]): string[] {
    const names = new Set(scopes.flatMap(({ counters }) => counters.map(({ name }) => name)))
    return [...this.rows].flatMap(([name, id]) => (names.has(name) ? [id] : []))
  }
}

/**
 * Limits the rate of attempts, such as sign-ins, by counters in the store that all instances share. An attempt counts
 * from its beginning, so that concurrent ones cannot exceed the limit; a refused one does not count.
 */
export class Throttle {
  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    private readonly clock: () => number,
  ) {}

  /** As `take`, in a transaction of its own. */
  begin(target: string, scopes: readonly ThrottleScope[]): Promise<Attempt> {
    return this.store.transaction((db) => this.take(db, target, scopes))
  }

  /**
   * Begins an attempt on a target. An address with several users has several scopes: those whose counters allow the
   * attempt take part. Throws Throttled when none does.
   */
  async take(db: Sql, target: string, scopes: readonly ThrottleScope[]): Promise<Attempt> {
    const now = this.clock()
    await attemptStore.forget(db, now - rememberedMilliseconds)
    const counters = new Map(scopes.flatMap((scope) => scope.counters.map((counter) => [counter.name, counter])))
    for (const name of lockNames(target, counters)) await this.store.lock(db, name)
    const hashes = new Map([...counters.keys()].map((name) => [name, this.#hashes(name)]))
    const rows = await attemptStore.find(db, [...hashes.values()].flat(), now - rememberedMilliseconds)
    const timesOf = ({ name, rule }: Counter) =>
      rows
        .filter(({ counter, at }) => hashes.get(name)?.includes(counter) && at > now - rule.windowMilliseconds)
        .map(({ at }) => at)
    const waits = scopes.map((scope) => Math.max(...scope.counters.map((one) => waitOf(one.rule, timesOf(one), now))))
    const admitted = new Set(scopes.filter((_, at) => waits[at] === 0))
    if (admitted.size === 0) throw new Throttled(Math.min(...waits))
    const taken = new Map([...admitted].flatMap(({ counters: all }) => all.map((counter) => [counter.name, counter])))
    const ids = new Map([...taken.keys()].map((name) => [name, randomUUID()]))
    await attemptStore.insert(
      db,
      [...ids].map(([name, id]) => ({ id, target: this.#hash(target), counter: this.#hash(name), at: now })),
    )
    const isBeyondFree = [...taken.values()].some((counter) => timesOf(counter).length >= counter.rule.free)
    return new Attempt(ids, admitted, isBeyondFree)
  }

  /** Removes an attempt from the counters of these scopes. */
  async takeBack(db: Sql, attempt: Attempt, scopes: readonly ThrottleScope[]): Promise<void> {
    await attemptStore.remove(db, attempt.idsOf(scopes))
  }

  /** As `takeBack`, in a transaction of its own. */
  takeBackAlone(attempt: Attempt, scopes: readonly ThrottleScope[]): Promise<void> {
    return this.store.transaction((db) => this.takeBack(db, attempt, scopes))
  }

  /** Deletes all attempts of a scope, after its user has authenticated. */
  async forgive(db: Sql, { counters }: ThrottleScope): Promise<void> {
    await attemptStore.removeOfCounters(
      db,
      counters.flatMap(({ name }) => this.#hashes(name)),
    )
  }

  /** Deletes all attempts on some targets, in all scopes. */
  async forgiveTargets(db: Sql, targets: readonly string[]): Promise<void> {
    await attemptStore.removeOfTargets(
      db,
      targets.flatMap((target) => this.#hashes(target)),
    )
  }

  /** Names are stored as hashes, because they contain addresses that may belong to no user. */
  #hash(name: string): string {
    return this.keys.hashCredential(`attempt ${name}`)
  }

  /** Also those under other master keys: a change of the key must not allow more guesses. */
  #hashes(name: string): string[] {
    const { hash, others } = this.keys.hashesOf(`attempt ${name}`)
    return [hash, ...others]
  }
}

/**
 * The locks of an attempt, in one order for all attempts, so that no two deadlock: the target first, then the counters
 * that span several targets.
 */
const lockNames = (target: string, counters: ReadonlyMap<string, Counter>): string[] => [
  `attempts on ${target}`,
  ...[...counters.keys()].filter((name) => name.startsWith(acrossTargets)).sort(),
]

/** The prefix of the names of counters that span several targets. */
export const acrossTargets = 'all '

/**
 * Milliseconds until the next attempt is allowed: until a free one comes back, or the pause since the last one is over.
 */
function waitOf({ free, pauseMilliseconds, windowMilliseconds }: Rule, times: readonly number[], now: number): number {
  if (times.length < free) return 0
  const comesBack = (times.at(-free) as number) + windowMilliseconds
  const isOver = (times.at(-1) as number) + pauseMilliseconds
  return Math.max(0, Math.min(comesBack, isOver) - now)
}

import { randomUUID } from 'node:crypto'
import type { Keys } from '../auth/keys.ts'
import { ClustergateError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import * as attemptStore from './attempt.store.ts'

/** How often something may be tried: some times at once, then once after each pause. */
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

/** From where somebody tries, by all that is counted of it. */
export interface Place {
  readonly counters: readonly Counter[]
  /** Whether one person alone is counted there. */
  readonly isOwn: boolean
}

/** Nothing is remembered for longer, whatever its rule. */
const rememberedMilliseconds = 24 * 3_600_000

/** The counters allow no attempt now. */
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
    private readonly admitted: ReadonlySet<Place>,
    /** Whether more came before it than are free. */
    readonly isBeyondFree: boolean,
  ) {}

  /** Whether what is tried from this place may be looked at. */
  admits(place: Place): boolean {
    return this.admitted.has(place)
  }

  idsOf(places: readonly Place[]): string[] {
    const names = new Set(places.flatMap(({ counters }) => counters.map(({ name }) => name)))
    return [...this.rows].flatMap(([name, id]) => (names.has(name) ? [id] : []))
  }
}

/**
 * Counts what may be tried only so often, in the store, for all instances alike. An attempt counts from its beginning,
 * so that many at once do not slip through; one that comes too early does not count.
 */
export class Throttle {
  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    private readonly clock: () => number,
  ) {}

  /** As `take`, in a transaction of its own. */
  begin(target: string, places: readonly Place[]): Promise<Attempt> {
    return this.store.transaction((db) => this.take(db, target, places))
  }

  /**
   * Begins an attempt on a target. Different places may be concerned where an address has several people: those whose
   * counters allow it take part. Throws Throttled when none does.
   */
  async take(db: Sql, target: string, places: readonly Place[]): Promise<Attempt> {
    const now = this.clock()
    await attemptStore.forget(db, now - rememberedMilliseconds)
    const counters = new Map(places.flatMap((place) => place.counters.map((counter) => [counter.name, counter])))
    for (const name of lockNames(target, counters)) await this.store.lock(db, name)
    const hashes = new Map([...counters.keys()].map((name) => [name, this.#hash(name)]))
    const rows = await attemptStore.find(db, [...hashes.values()], now - rememberedMilliseconds)
    const timesOf = ({ name, rule }: Counter) =>
      rows
        .filter(({ counter, at }) => counter === hashes.get(name) && at > now - rule.windowMilliseconds)
        .map(({ at }) => at)
    const waits = places.map((place) => Math.max(...place.counters.map((one) => waitOf(one.rule, timesOf(one), now))))
    const admitted = new Set(places.filter((_, at) => waits[at] === 0))
    if (admitted.size === 0) throw new Throttled(Math.min(...waits))
    const taken = new Map([...admitted].flatMap(({ counters: all }) => all.map((counter) => [counter.name, counter])))
    const ids = new Map([...taken.keys()].map((name) => [name, randomUUID()]))
    await attemptStore.insert(
      db,
      [...ids].map(([name, id]) => ({ id, target: this.#hash(target), counter: hashes.get(name) as string, at: now })),
    )
    const isBeyondFree = [...taken.values()].some((counter) => timesOf(counter).length >= counter.rule.free)
    return new Attempt(ids, admitted, isBeyondFree)
  }

  /** Takes an attempt back, as far as it counts for these places. */
  async takeBack(db: Sql, attempt: Attempt, places: readonly Place[]): Promise<void> {
    await attemptStore.remove(db, attempt.idsOf(places))
  }

  /** As `takeBack`, in a transaction of its own. */
  takeBackAlone(attempt: Attempt, places: readonly Place[]): Promise<void> {
    return this.store.transaction((db) => this.takeBack(db, attempt, places))
  }

  /** Forgets all attempts from a place that has proved to be its owner's. */
  async forgive(db: Sql, { counters }: Place): Promise<void> {
    await attemptStore.removeOfCounters(
      db,
      counters.map(({ name }) => this.#hash(name)),
    )
  }

  /** Forgets all attempts on some targets, from wherever. */
  async forgiveTargets(db: Sql, targets: readonly string[]): Promise<void> {
    await attemptStore.removeOfTargets(
      db,
      targets.map((target) => this.#hash(target)),
    )
  }

  /** Addresses that were only tried need not lie in the store. */
  #hash(name: string): string {
    return this.keys.hashCredential(`attempt ${name}`)
  }
}

/** In one order, so that two attempts never wait for each other: what is counted beyond a target comes last. */
const lockNames = (target: string, counters: ReadonlyMap<string, Counter>): string[] => [
  `attempts on ${target}`,
  ...[...counters.keys()].filter((name) => name.startsWith(acrossTargets)).sort(),
]

/** How the names of counters begin that count attempts on several targets together. */
export const acrossTargets = 'all '

/** How long until the next attempt: until a free one comes back, or the pause since the last one is over. */
function waitOf({ free, pauseMilliseconds, windowMilliseconds }: Rule, times: readonly number[], now: number): number {
  if (times.length < free) return 0
  const comesBack = (times.at(-free) as number) + windowMilliseconds
  const isOver = (times.at(-1) as number) + pauseMilliseconds
  return Math.max(0, Math.min(comesBack, isOver) - now)
}

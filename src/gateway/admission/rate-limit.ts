import { LRUCache } from 'lru-cache'
import type { Caller } from '../../auth/caller.ts'
import { ClustergateError } from '../../errors.ts'
import { networkOf } from '../../values/ip-address.ts'
import { tooDear } from './cost.ts'
import { type SlotLimits, Slots } from './slots.ts'

/** Points that may be spent in a minute. */
export interface Allowances {
  readonly principal: number
  /** By all anonymous callers of one network together, and as much again for each entrance. */
  readonly network: number
}

/** The most buckets, so that nobody can fill the memory: those that were used least recently make room. */
const bucketsMax = 50_000
const minuteMilliseconds = 60_000

/** The rate limits of all principals. A bucket that was not used for a minute is full again, and need not be kept. */
export class RateLimits {
  readonly #buckets: LRUCache<string, Bucket>

  /** `clock` is monotonic, in milliseconds. */
  constructor(
    private readonly allowances: Allowances,
    private readonly clock: () => number,
  ) {
    this.#buckets = new LRUCache({
      max: bucketsMax,
      ttl: minuteMilliseconds,
      ttlResolution: 0,
      updateAgeOnGet: true,
      perf: { now: clock },
    })
  }

  /** The bucket of a person or a management token; for the anonymous, of their network and the entrance. */
  of(caller: Caller, entrance?: string): Bucket {
    const { principal, network } = this.allowances
    // Ids are never addresses, so that one cache can hold both.
    const name = caller.kind === 'anonymous' ? `${entrance ?? ''} ${networkOf(caller.origin.ip ?? '')}` : caller.id
    let bucket = this.#buckets.get(name)
    if (!bucket) {
      bucket = new Bucket(caller.kind === 'anonymous' ? network : principal, this.clock)
      this.#buckets.set(name, bucket)
    }
    return bucket
  }
}

/** Operations of one principal at a time; a client that sends many at once has them wait for a moment. */
export const principalLimits = {
  normal: 8,
  reserved: 2,
  waiting: 64,
  waitMilliseconds: 5_000,
  refusal: () =>
    new ClustergateError('RATE_LIMITED', 'There are too many operations at once; try again in 1 s.', {
      retryAfterSeconds: 1,
    }),
} satisfies SlotLimits

/** The token bucket of one principal: points that refill continuously, and slots for operations at a time. */
export class Bucket {
  readonly slots = new Slots(principalLimits)
  #points: number
  #filledAt: number

  constructor(
    private readonly pointsPerMinute: number,
    private readonly clock: () => number,
  ) {
    this.#points = pointsPerMinute
    this.#filledAt = clock()
  }

  /** Takes points; answers with the refusal where there are not enough. */
  spend(points: number): ClustergateError | undefined {
    if (points > this.pointsPerMinute) return tooDear()
    const now = this.clock()
    const perMillisecond = this.pointsPerMinute / minuteMilliseconds
    this.#points = Math.min(this.pointsPerMinute, this.#points + (now - this.#filledAt) * perMillisecond)
    this.#filledAt = now
    if (points > this.#points) return spent(Math.ceil((points - this.#points) / perMillisecond / 1000))
    // A negative cost, which must not be, gives no points back.
    this.#points -= Math.max(points, 0)
    return undefined
  }
}

const spent = (retryAfterSeconds: number) =>
  new ClustergateError('RATE_LIMITED', `The points of this minute are spent; try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  })

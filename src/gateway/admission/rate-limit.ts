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

/** The most buckets of a generation, so that nobody can fill the memory. */
const bucketsMax = 50_000
const minuteMilliseconds = 60_000

/**
 * The rate limits of all principals. Buckets are kept for one to two minutes after their last use, in two generations:
 * by then a bucket is full again, and as good as a new one.
 */
export class RateLimits {
  #recent = new Map<string, Bucket>()
  #earlier = new Map<string, Bucket>()
  #turnedAt: number

  /** `clock` is monotonic, in milliseconds. */
  constructor(
    private readonly allowances: Allowances,
    private readonly clock: () => number,
  ) {
    this.#turnedAt = clock()
  }

  /** The bucket of a person or a management token; for the anonymous, of their network and the entrance. */
  of(caller: Caller, entrance?: string): Bucket {
    const now = this.clock()
    if (now - this.#turnedAt >= minuteMilliseconds || this.#recent.size >= bucketsMax) this.#turn(now)
    // Ids are never addresses, so that one map can hold both.
    const name = caller.kind === 'anonymous' ? `${entrance ?? ''} ${networkOf(caller.origin.ip ?? '')}` : caller.id
    let bucket = this.#recent.get(name)
    if (!bucket) {
      const points = caller.kind === 'anonymous' ? this.allowances.network : this.allowances.principal
      bucket = this.#earlier.get(name) ?? new Bucket(points, now, this.clock)
      this.#recent.set(name, bucket)
    }
    return bucket
  }

  #turn(now: number): void {
    this.#earlier = this.#recent
    this.#recent = new Map()
    this.#turnedAt = now
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
    now: number,
    private readonly clock: () => number,
  ) {
    this.#points = pointsPerMinute
    this.#filledAt = now
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

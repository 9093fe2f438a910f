import type { Caller } from '../../auth/caller.ts'
import { ClustergateError } from '../../errors.ts'
import { networkOf } from '../../values/ip-address.ts'
import { tooDear } from './cost.ts'

/** Points that may be spent in a minute. */
export interface Allowances {
  /** By a person or a management token. */
  readonly principal: number
  /** By all anonymous callers of one network together; and again on each way in. */
  readonly network: number
}

/** More in a minute than this begins anew, so that nobody can fill the memory. */
const sharesMax = 50_000
const minuteMilliseconds = 60_000

/**
 * What each principal uses of this process. A share that nobody touched for a minute is as good as new: those of the
 * last minute and of the one before are kept, the rest is dropped, and a name costs one look-up.
 */
export class Shares {
  #recent = new Map<string, Share>()
  #earlier = new Map<string, Share>()
  #turnedAt: number

  constructor(
    private readonly allowances: Allowances,
    private readonly clock: () => number,
  ) {
    this.#turnedAt = clock()
  }

  /** Of the person or the management token; of the network, for callers who are neither, and of each way in apart. */
  of(caller: Caller, entrance?: string): Share {
    const now = this.clock()
    if (now - this.#turnedAt >= minuteMilliseconds || this.#recent.size >= sharesMax) this.#turn(now)
    // Ids are never addresses, so that one map can hold both.
    const name = caller.kind === 'anonymous' ? `${entrance ?? ''} ${networkOf(caller.origin.ip ?? '')}` : caller.id
    let share = this.#recent.get(name)
    if (!share) {
      const points = caller.kind === 'anonymous' ? this.allowances.network : this.allowances.principal
      share = this.#earlier.get(name) ?? new Share(points, now, this.clock)
      this.#recent.set(name, share)
    }
    return share
  }

  #turn(now: number): void {
    this.#earlier = this.#recent
    this.#recent = new Map()
    this.#turnedAt = now
  }
}

/** Operations of one principal at a time; as many clients send at once wait for a moment. */
const runningMax = 8
/** Places for what takes rights away, beside them. */
const reservedMax = 2
const waitingMax = 64
const waitMillisecondsMax = 5_000

/** What one principal uses: operations at a time, and points, which come back little by little. */
export class Share {
  #points: number
  #filledAt: number
  #running = 0
  #reserved = 0
  readonly #waiting: (() => void)[] = []

  constructor(
    private readonly pointsPerMinute: number,
    now: number,
    private readonly clock: () => number,
  ) {
    this.#points = pointsPerMinute
    this.#filledAt = now
  }

  /** Takes the place of one operation; false where there is none. */
  enter(): boolean {
    if (this.#running >= runningMax) return false
    this.#running++
    return true
  }

  enterReserved(): boolean {
    if (this.#reserved >= reservedMax) return false
    this.#reserved++
    return true
  }

  leaveReserved(): void {
    this.#reserved--
  }

  /** Waits for a place. Throws RATE_LIMITED when too many wait, or for too long. */
  wait(): Promise<void> {
    if (this.#waiting.length >= waitingMax) throw tooManyAtOnce()
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1)
        reject(tooManyAtOnce())
      }, waitMillisecondsMax)
      this.#waiting.push(begin)
    })
  }

  /** Hands the place to whoever waits for it first. */
  leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }

  /** Takes points, or says why not. */
  spend(points: number): ClustergateError | undefined {
    if (points > this.pointsPerMinute) return tooDear()
    const now = this.clock()
    const perMillisecond = this.pointsPerMinute / minuteMilliseconds
    this.#points = Math.min(this.pointsPerMinute, this.#points + (now - this.#filledAt) * perMillisecond)
    this.#filledAt = now
    if (points > this.#points) return spent(Math.ceil((points - this.#points) / perMillisecond / 1000))
    // Whatever was counted, nobody gains by it.
    this.#points -= Math.max(points, 0)
    return undefined
  }
}

const tooManyAtOnce = () =>
  new ClustergateError('RATE_LIMITED', 'There are too many operations at once; try again in 1 s.', {
    retryAfterSeconds: 1,
  })

const spent = (retryAfterSeconds: number) =>
  new ClustergateError('RATE_LIMITED', `The points of this minute are spent; try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  })

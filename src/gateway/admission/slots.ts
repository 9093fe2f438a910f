import type { ClustergateError } from '../../errors.ts'

/** The right to work on one request. */
export interface Slot {
  readonly isReserved: boolean
  /** Passes the slot on to the request that waits longest; called once. */
  leave(): void
}

export interface SlotLimits {
  readonly normal: number
  /** Further slots, for requests that must work even when all normal slots are taken. */
  readonly reserved: number
  readonly waiting: number
  /** How long a request may wait; without limit where it is absent. */
  readonly waitMilliseconds?: number
  readonly refusal: () => ClustergateError
}

/** The slots of a process or of one principal, and the queue for them. `pace` spreads new work over turns of the event loop. */
export class Slots {
  #running = 0
  #reserved = 0
  readonly #waiting = new Set<(slot: Slot) => void>()

  constructor(
    private readonly limits: SlotLimits,
    private readonly pace?: TurnPace,
  ) {}

  get inUse(): number {
    return this.#running + this.#reserved
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** Undefined where no slot is free, or others wait for one. */
  take(): Slot | undefined {
    if (this.#waiting.size > 0 || this.#running >= this.limits.normal || this.pace?.isLate()) return undefined
    return this.#occupy()
  }

  takeReserved(): Slot | undefined {
    if (this.#reserved >= this.limits.reserved) return undefined
    this.#reserved++
    return { isReserved: true, leave: () => void this.#reserved-- }
  }

  /** A slot for a request that gave its own back to wait for its principal: it does not wait here a second time. */
  takeAgain(): Slot {
    return this.#occupy()
  }

  /** Waits for a slot. Throws the refusal where too many wait, or it has waited too long. */
  wait(): Promise<Slot> {
    const { waiting, waitMilliseconds, refusal } = this.limits
    if (this.#waiting.size >= waiting) throw refusal()
    return new Promise((resolve, reject) => {
      const begin = (slot: Slot) => {
        clearTimeout(timer)
        resolve(slot)
      }
      const giveUp = () => {
        this.#waiting.delete(begin)
        reject(refusal())
      }
      const timer = waitMilliseconds === undefined ? undefined : setTimeout(giveUp, waitMilliseconds)
      this.#waiting.add(begin)
      this.#letIn()
    })
  }

  #occupy(): Slot {
    this.#running++
    const leave = () => {
      this.#running--
      this.#letIn()
    }
    return { isReserved: false, leave }
  }

  #letIn(): void {
    if (this.#waiting.size === 0 || this.#running >= this.limits.normal) return
    if (this.pace) this.pace.each(this.#waiting.size, this.#letNext, () => this.#letIn())
    else this.#letNext()
  }

  readonly #letNext = (): void => {
    if (this.#running >= this.limits.normal) return
    const [begin] = this.#waiting
    if (!begin) return
    this.#waiting.delete(begin)
    begin(this.#occupy())
  }
}

/**
 * How long a turn of the event loop takes on new work; later requests of the turn wait. Node accepts one new connection
 * in each turn, such as that of a probe, so that turns must be short.
 */
const turnMilliseconds = 3

/** Limits the work that begins in one turn of the event loop, so that refusals and new connections come in between. */
export class TurnPace {
  /** When the present turn takes on no more; undefined until the first request of a turn. */
  #turnEnd: number | undefined
  #isLetting = false

  /** `clock` is monotonic, in milliseconds. */
  constructor(private readonly clock: () => number) {}

  /** Whether a request that comes now has to wait for a later turn. */
  isLate(): boolean {
    if (this.#isLetting) return true
    const now = this.clock()
    if (this.#turnEnd === undefined) {
      this.#turnEnd = now + turnMilliseconds
      setImmediate(this.#endTurn)
    }
    return now > this.#turnEnd
  }

  /** Calls `beginOne` up to `count` times in a later turn, as often as fits into it, and `rest` at its end. */
  each(count: number, beginOne: () => void, rest: () => void): void {
    if (this.#isLetting) return
    this.#isLetting = true
    // The time runs from the first call: until then the turn serves what arrives.
    let end: number | undefined
    const step = () => {
      const now = this.clock()
      end ??= now + turnMilliseconds
      if (now <= end) beginOne()
    }
    // Between two of these callbacks, the promises of the first one go on as far as they can.
    for (let left = count; left > 0; left--) setImmediate(step)
    setImmediate(() => {
      this.#isLetting = false
      rest()
    })
  }

  readonly #endTurn = () => {
    this.#turnEnd = undefined
  }
}

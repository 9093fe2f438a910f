import type { ClustergateError } from '../../errors.ts'

/** A place in which one request is worked on. */
export interface Slot {
  readonly isReserved: boolean
  /** Gives it to the one who waits longest; called once. */
  leave(): void
}

export interface SlotLimits {
  /** Requests that are worked on at once. */
  readonly normal: number
  /** Slots beside them, for what must work even when these are taken. */
  readonly reserved: number
  readonly waiting: number
  /** How long one may wait; forever where nothing is said. */
  readonly waitMilliseconds?: number
  /** What is told to those who may not wait, or have waited too long. */
  readonly refusal: () => ClustergateError
}

/** Slots of a process, or of one principal, and the queue in front of them. `pace` spreads new work over turns. */
export class Slots {
  #running = 0
  #reserved = 0
  readonly #waiting = new Set<(slot: Slot) => void>()

  constructor(
    private readonly limits: SlotLimits,
    private readonly pace?: TurnPace,
  ) {}

  /** Undefined where there is none at the moment. Nobody overtakes those who wait. */
  take(): Slot | undefined {
    if (this.#waiting.size > 0 || this.#running >= this.limits.normal || this.pace?.isLate()) return undefined
    return this.#occupy()
  }

  takeReserved(): Slot | undefined {
    if (this.#reserved >= this.limits.reserved) return undefined
    this.#reserved++
    return { isReserved: true, leave: () => void this.#reserved-- }
  }

  /** For a request that has left its slot to wait elsewhere: it has begun, and so is not kept waiting here. */
  takeAgain(): Slot {
    return this.#occupy()
  }

  /** Throws the refusal when too many wait, or for too long. */
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
 * After this a turn of the event loop has taken on enough; what comes in it still, waits. Each turn accepts one new
 * connection, such as that of a probe, and so turns must be short.
 */
const turnMilliseconds = 3

/** Keeps what begins in one turn of the event loop short, so that refusals and new connections come in between. */
export class TurnPace {
  /** Undefined until somebody asks in a turn. */
  #turnEnd: number | undefined
  #isLetting = false

  /** `clock` tells milliseconds, and is monotonic. */
  constructor(private readonly clock: () => number) {}

  /** Whether what comes now has to wait. */
  isLate(): boolean {
    if (this.#isLetting) return true
    const now = this.clock()
    if (this.#turnEnd === undefined) {
      this.#turnEnd = now + turnMilliseconds
      setImmediate(this.#endTurn)
    }
    return now > this.#turnEnd
  }

  /** Begins up to `count` pieces of work in a later turn, as many as fit into it, and then asks what is left. */
  each(count: number, beginOne: () => void, rest: () => void): void {
    if (this.#isLetting) return
    this.#isLetting = true
    // The time begins with the first of them: until then the turn belongs to what arrives.
    let end: number | undefined
    const step = () => {
      const now = this.clock()
      end ??= now + turnMilliseconds
      if (now <= end) beginOne()
    }
    // Between two of these, what the first of them began runs as far as it can.
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

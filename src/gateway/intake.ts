import { Unavailable } from '../errors.ts'

/** Requests that are worked on at once, and that wait; what comes then is told to come back. */
const runningMax = 100
const waitingMax = 200
/** Places for what must work also then. */
const reservedMax = 8

/** When the timer is later than this, one turn of the event loop has had enough: what comes in it still, waits. */
const tickMilliseconds = 10
const lateMilliseconds = 25

/**
 * How many requests the process takes on. Under load it answers as many as it can, refuses the rest at once, and
 * looks at new ones in between: whoever is refused learns it at the end of a turn, and not of everybody's work.
 */
export class Intake {
  #running = 0
  #reserved = 0
  readonly #waiting: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #tickedAt = 0
  #isAsked = false
  #isLetting = false

  /** `clock` tells milliseconds, and is one that nobody sets. */
  constructor(private readonly clock: () => number) {}

  /** Takes a place; false where there is none at the moment. */
  enter(): boolean {
    if (this.#waiting.length > 0 || this.#running >= runningMax || this.#isLate()) return false
    this.#running++
    return true
  }

  /** Waits for a place, which is taken then. Throws Unavailable when too many wait. */
  wait(): Promise<void> {
    if (this.#waiting.length >= waitingMax) throw overloaded()
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#let()
    })
  }

  leave(): void {
    this.#running--
    this.#let()
  }

  /** Back from a wait elsewhere. */
  enterAgain(): void {
    this.#running++
  }

  enterReserved(): boolean {
    if (this.#reserved >= reservedMax) return false
    this.#reserved++
    return true
  }

  leaveReserved(): void {
    this.#reserved--
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Lets those who wait begin, one after the other, for as long as a turn of the event loop may last. */
  #let(): void {
    if (this.#isLetting || this.#waiting.length === 0 || this.#running >= runningMax) return
    this.#isLetting = true
    // The time begins with the first of them: until then the turn belongs to what arrives.
    let end: number | undefined
    const letOne = () => {
      end ??= this.clock() + lateMilliseconds
      if (this.#running >= runningMax || this.clock() > end) return
      this.#running++
      this.#waiting.shift()?.()
    }
    // Between two of these, what the first of them began runs as far as it can.
    for (let places = this.#waiting.length; places > 0; places--) setImmediate(letOne)
    setImmediate(() => {
      this.#isLetting = false
      this.#let()
    })
  }

  #isLate(): boolean {
    this.#isAsked = true
    const now = this.clock()
    if (!this.#timer) {
      this.#tickedAt = now
      this.#timer = setInterval(() => this.#tick(), tickMilliseconds)
      this.#timer.unref()
    }
    return now - this.#tickedAt > lateMilliseconds
  }

  /** Nobody asks: nothing ticks. */
  #tick(): void {
    this.#tickedAt = this.clock()
    if (!this.#isAsked) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    this.#isAsked = false
  }
}

export const overloaded = () => new Unavailable('There is too much to do at the moment; try again in 1 s.')

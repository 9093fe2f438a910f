import { Unavailable } from '../../errors.ts'

/** Requests that are worked on at once, and that wait; what comes then is told to come back. */
const runningMax = 100
const waitingMax = 200
/** Places for what must work also then. */
const reservedMax = 8

/**
 * After this a turn of the event loop has had enough: what comes in it still, waits. Each turn lets one new connection
 * in, such as that of whoever looks after the process, and so they must be short.
 */
const turnMilliseconds = 3

/**
 * How many requests the process takes on. Under load it answers as many as it can, refuses the rest at once, and
 * looks at new ones in between: whoever is refused learns it at the end of a turn, and not of everybody's work.
 */
export class Intake {
  #running = 0
  #reserved = 0
  readonly #waiting: (() => void)[] = []
  /** Undefined until somebody asks in a turn. */
  #turnEnd: number | undefined
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

  /** Lets those who wait begin, one after the other, for as long as a turn of the event loop may last. */
  #let(): void {
    if (this.#isLetting || this.#waiting.length === 0 || this.#running >= runningMax) return
    this.#isLetting = true
    // The time begins with the first of them: until then the turn belongs to what arrives.
    let end: number | undefined
    const letOne = () => {
      end ??= this.clock() + turnMilliseconds
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
    const now = this.clock()
    if (this.#turnEnd === undefined) {
      this.#turnEnd = now + turnMilliseconds
      setImmediate(this.#endTurn)
    }
    return now > this.#turnEnd
  }

  readonly #endTurn = () => {
    this.#turnEnd = undefined
  }
}

export const overloaded = () => new Unavailable('There is too much to do at the moment; try again in 1 s.')

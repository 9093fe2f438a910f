import { Unavailable } from './errors.ts'

/** How long an operation may take, from the moment that its request has been read. */
export const operationMillisecondsMax = 10_000

/**
 * The moment at which an operation is given up. Whoever is about to begin a piece of work for it asks first; a change
 * asks for the last time right before its commit, so that an operation that was given up has had no effect.
 */
export class Deadline {
  #isOver = false
  #isCommitted = false

  /** `clock` is one that nobody sets. */
  constructor(
    readonly at: number,
    private readonly clock: () => number,
  ) {}

  get remainingMilliseconds(): number {
    return this.at - this.clock()
  }

  /** Whether the operation stopped half-way, without an effect. */
  get isGivenUp(): boolean {
    return this.#isOver && !this.#isCommitted
  }

  /** Throws Overdue once the time is over, unless a change is committed already: what it did is told. */
  check(): void {
    if (this.expire()) throw new Overdue()
  }

  /** How long a read, or a wait, of at most so many milliseconds may take now. Throws as `check`. */
  allow(milliseconds: number): number {
    this.check()
    return this.#isCommitted ? milliseconds : Math.min(milliseconds, Math.ceil(this.remainingMilliseconds))
  }

  /** As `check`, for one more change. */
  checkChange(): void {
    this.expire()
    if (this.#isOver) throw new Overdue()
  }

  /** As `allow`, for a statement of one more change. */
  allowChange(milliseconds: number): number {
    this.checkChange()
    return Math.min(milliseconds, Math.ceil(this.remainingMilliseconds))
  }

  /** Says that a commit follows, from which there is no way back. Throws Overdue once the time is over. */
  commit(): void {
    this.checkChange()
    this.#isCommitted = true
  }

  /** Once a part of the work was stopped, the rest is of no use. */
  giveUp(): void {
    this.#isOver = true
  }

  /** Takes note of the time; whether the operation is given up. */
  expire(): boolean {
    if (this.remainingMilliseconds <= 0) this.#isOver = true
    return this.isGivenUp
  }
}

/** Why an operation was given up. */
export class Overdue extends Unavailable {
  constructor() {
    super('It took too long and was given up, without an effect. Try again later.')
  }
}

export const overdue = () => new Overdue()

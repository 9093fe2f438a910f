import { Unavailable } from './errors.ts'

/** How long an operation may take, from the moment that its request has been read. */
export const operationMillisecondsMax = 10_000

/**
 * The deadline of an operation. It is checked before each piece of work, and for the last time right before a commit,
 * so that an operation that was given up has had no effect.
 */
export class Deadline {
  #isOver = false
  #isCommitted = false

  /** `clock` is a monotonic clock. */
  constructor(
    readonly at: number,
    private readonly clock: () => number,
  ) {}

  get remainingMilliseconds(): number {
    return this.at - this.clock()
  }

  /** Whether the operation was stopped, without an effect. */
  get isGivenUp(): boolean {
    return this.#isOver && !this.#isCommitted
  }

  /** Throws Overdue once the time is over, unless a change is committed: then its answer must be sent. */
  check(): void {
    if (this.expire()) throw new Overdue()
  }

  /** How long a read or a wait of at most so many milliseconds may take now. Throws like `check`. */
  allow(milliseconds: number): number {
    this.check()
    return this.#isCommitted ? milliseconds : Math.min(milliseconds, Math.ceil(this.remainingMilliseconds))
  }

  /** Like `check`, before one more change. */
  checkChange(): void {
    this.expire()
    if (this.#isOver) throw new Overdue()
  }

  /** Like `allow`, for a statement of one more change. */
  allowChange(milliseconds: number): number {
    this.checkChange()
    return Math.min(milliseconds, Math.ceil(this.remainingMilliseconds))
  }

  /**
   * Marks that a commit follows, after which the operation can no longer be given up. Throws Overdue once the time is
   * over.
   */
  commit(): void {
    this.checkChange()
    this.#isCommitted = true
  }

  /** Gives the operation up, because a part of it was stopped. */
  giveUp(): void {
    this.#isOver = true
  }

  /** Checks the time; returns whether the operation is given up. */
  expire(): boolean {
    if (this.remainingMilliseconds <= 0) this.#isOver = true
    return this.isGivenUp
  }
}

/** The error of an operation that was given up. */
export class Overdue extends Unavailable {
  constructor() {
    super('It took too long and was given up, without an effect. Try again later.')
  }
}

export const overdue = () => new Overdue()

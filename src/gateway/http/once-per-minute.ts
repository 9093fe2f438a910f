const quietMilliseconds = 60_000

/** Limits a log message to one a minute, where clients could cause it as often as they like. */
export class OncePerMinute {
  #quietUntil = Number.NEGATIVE_INFINITY

  /** `clock` is monotonic, in milliseconds. */
  constructor(private readonly clock: () => number) {}

  run(tell: () => void): void {
    const now = this.clock()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + quietMilliseconds
    tell()
  }
}

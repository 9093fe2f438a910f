const quietMilliseconds = 60_000

/** Lets something that strangers may bring about as often as they like be told once a minute. */
export class Seldom {
  #quietUntil = Number.NEGATIVE_INFINITY

  /** `clock` is one that nobody sets. */
  constructor(private readonly clock: () => number) {}

  run(tell: () => void): void {
    const now = this.clock()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + quietMilliseconds
    tell()
  }
}

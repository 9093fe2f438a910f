/** A generator of the same random numbers in every run: Mulberry32 on a fixed seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T
  }

  /** Some of a list, each once, in its order. */
  some<T>(list: readonly T[], count: number): T[] {
    const places = new Set<number>()
    while (places.size < Math.min(count, list.length)) places.add(this.whole(0, list.length - 1))
    return list.filter((_, at) => places.has(at))
  }
}

import { rateLimited } from '../errors.ts'

const waitingMax = 1_000

/**
 * One after the other, for each name: changes of one account wait here for each other, before they take a connection
 * of the store, so that one busy account does not hold what the others need.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #waiting = new Map<string, number>()

  /** Throws RATE_LIMITED when too many wait already. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(name) ?? 0
    if (waiting >= waitingMax) throw rateLimited(1)
    this.#waiting.set(name, waiting + 1)
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(work)
    // Whoever comes next waits for the end, whichever it is.
    const ended = turn.catch(() => {})
    this.#last.set(name, ended)
    try {
      return await turn
    } finally {
      const left = (this.#waiting.get(name) as number) - 1
      if (left > 0) this.#waiting.set(name, left)
      else this.#waiting.delete(name)
      if (this.#last.get(name) === ended) this.#last.delete(name)
    }
  }
}

import { Overdue } from '../deadline.ts'

/** As long as any other wait for the store. */
const waitMilliseconds = 5_000

/** A few places, which whoever comes takes in turn. */
export class WaitingLine {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  /** Throws Overdue when no place becomes free in time. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free--
      return
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1)
        reject(new Overdue())
      }, waitMilliseconds)
      this.#waiting.push(enter)
    })
  }
}

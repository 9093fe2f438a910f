import { type Deadline, Overdue } from '../deadline.ts'

/** As long as any other wait for the store. */
const waitMilliseconds = 5_000

/** A few places, which whoever comes takes in turn. */
export class WaitingLine {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  /** Throws Overdue when no place becomes free in time; of an operation that is given up, nothing begins any more. */
  async take<T>(work: () => Promise<T>, deadline?: Deadline): Promise<T> {
    await this.#enter(deadline?.allow(waitMilliseconds) ?? waitMilliseconds)
    try {
      deadline?.check()
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }

  async #enter(milliseconds: number): Promise<void> {
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
      }, milliseconds)
      this.#waiting.push(enter)
    })
  }
}

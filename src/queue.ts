import { type Deadline, Overdue } from './deadline.ts'
import { rateLimited } from './errors.ts'

export interface QueueOptions {
  /** How many pieces of work run at a time. */
  readonly atOnce: number
  /** How many more may wait; without it, there is no limit. */
  readonly waitingMax?: number
  /** How long one may wait; without it, there is no limit. */
  readonly waitMilliseconds?: number
}

/** Lets a few pieces of work run at a time; the others wait, and begin in the order in which they came. */
export class Queue {
  #running = 0
  readonly #waiting = new Set<() => void>()

  constructor(private readonly options: QueueOptions) {}

  /** Whether nothing runs, and so nothing waits. */
  get isIdle(): boolean {
    return this.#running === 0
  }

  get waitingCount(): number {
    return this.#waiting.size
  }

  /**
   * Runs the work in its turn. Throws RATE_LIMITED when too many wait already, and Overdue when it waits too long; work
   * of an operation that was given up meanwhile does not begin.
   */
  async run<T>(work: () => Promise<T>, deadline?: Deadline): Promise<T> {
    const leave = await this.enter(deadline)
    try {
      deadline?.check()
      return await work()
    } finally {
      leave()
    }
  }

  /** Like `run`, for work that ends by itself: the function that is returned is called, once, when it is over. */
  async enter(deadline?: Deadline): Promise<() => void> {
    if (this.#running < this.options.atOnce) this.#running++
    else await this.#wait(deadline)
    return () => this.#leave()
  }

  /** Passes the place to the next one that waits, if any. */
  #leave(): void {
    const [next] = this.#waiting
    if (next) next()
    else this.#running--
  }

  async #wait(deadline: Deadline | undefined): Promise<void> {
    const { waitingMax, waitMilliseconds } = this.options
    if (waitingMax !== undefined && this.#waiting.size >= waitingMax) throw rateLimited(1)
    const milliseconds = waitMilliseconds && (deadline?.allow(waitMilliseconds) ?? waitMilliseconds)
    await new Promise<void>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined
      const enter = () => {
        clearTimeout(timer)
        this.#waiting.delete(enter)
        resolve()
      }
      if (milliseconds !== undefined) {
        timer = setTimeout(() => {
          this.#waiting.delete(enter)
          reject(new Overdue())
        }, milliseconds)
      }
      this.#waiting.add(enter)
    })
  }
}

/** A queue for each name, one piece of work at a time. */
export class QueuePerName {
  readonly #queues = new Map<string, Queue>()

  /** How many may wait for each name. */
  constructor(private readonly waitingMax: number) {}

  get waitingCount(): number {
    return [...this.#queues.values()].reduce((sum, { waitingCount }) => sum + waitingCount, 0)
  }

  /** Throws RATE_LIMITED when too many of the name wait already. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    let queue = this.#queues.get(name)
    if (!queue) {
      queue = new Queue({ atOnce: 1, waitingMax: this.waitingMax })
      this.#queues.set(name, queue)
    }
    try {
      return await queue.run(work)
    } finally {
      if (queue.isIdle && this.#queues.get(name) === queue) this.#queues.delete(name)
    }
  }
}

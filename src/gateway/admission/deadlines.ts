import { Deadline, operationMillisecondsMax } from '../../deadline.ts'

const lookEveryMilliseconds = 100

/** The deadlines of all operations under way. One timer serves them, because they end in the order in which they begin. */
export class Deadlines {
  readonly #underWay = new Map<Deadline, () => void>()
  readonly #timer: NodeJS.Timeout

  constructor(private readonly clock: () => number) {
    this.#timer = setInterval(() => this.#look(), lookEveryMilliseconds)
    this.#timer.unref()
  }

  /** Begins a deadline; `onOver` is called when it passes before `end`. */
  begin(onOver: () => void): Deadline {
    const deadline = new Deadline(this.clock() + operationMillisecondsMax, this.clock)
    this.#underWay.set(deadline, onOver)
    return deadline
  }

  end(deadline: Deadline): void {
    this.#underWay.delete(deadline)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    for (const [deadline, onOver] of this.#underWay) {
      if (deadline.remainingMilliseconds > 0) return
      if (!deadline.expire()) continue
      this.#underWay.delete(deadline)
      onOver()
    }
  }
}

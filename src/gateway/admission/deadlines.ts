import { Deadline, operationMillisecondsMax } from '../../deadline.ts'

const lookEveryMilliseconds = 100

/** The deadlines of the operations under way. One timer for all of them: they are due in the order of their begin. */
export class Deadlines {
  readonly #underWay = new Map<Deadline, () => void>()
  readonly #timer: NodeJS.Timeout

  constructor(private readonly clock: () => number) {
    this.#timer = setInterval(() => this.#look(), lookEveryMilliseconds)
    this.#timer.unref()
  }

  /** `onOver` answers for an operation that is given up before it has ended. */
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

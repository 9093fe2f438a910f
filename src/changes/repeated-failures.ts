export const minuteMilliseconds = 60_000

/** How many attempts of one kind get an event of their own in a minute. */
export const recordedMax = 20
/** Bounds the memory: beyond it, every attempt gets an event of its own. */
const kindsMax = 10_000

interface Kind<Attempt> {
  /** The attempts that were left to the caller. */
  own: number
  gathered: number
  /** The latest attempt without an event of its own. */
  last: Attempt | undefined
  readonly timer: NodeJS.Timeout
}

/**
 * Gathers attempts that fail repeatedly in the same way, so that they cannot fill the audit log: the first ones of a
 * minute get an event each, and the rest share one event that holds their count.
 */
export class RepeatedFailures<Attempt> {
  readonly #kinds = new Map<string, Kind<Attempt>>()

  /** `record` writes the shared event; `last` is the latest of the gathered attempts. */
  constructor(private readonly record: (last: Attempt, count: number) => Promise<void>) {}

  /** Whether an attempt is gathered; if not, the caller records it. */
  gathers(name: string, attempt: Attempt): boolean {
    const kind = this.#kindOf(name)
    if (!kind) return false
    if (kind.own < recordedMax) {
      kind.own++
      return false
    }
    return this.gather(name, attempt)
  }

  /** Gathers an attempt; false where there is no memory for its kind. */
  gather(name: string, attempt: Attempt): boolean {
    const kind = this.#kindOf(name)
    if (!kind) return false
    kind.gathered++
    kind.last = attempt
    return true
  }

  /** Records everything gathered so far. */
  async flush(): Promise<void> {
    await Promise.all([...this.#kinds.keys()].map((name) => this.#end(name)))
  }

  async #end(name: string): Promise<void> {
    const kind = this.#kinds.get(name)
    if (!kind) return
    clearTimeout(kind.timer)
    this.#kinds.delete(name)
    if (kind.last !== undefined) await this.record(kind.last, kind.gathered)
  }

  #kindOf(name: string): Kind<Attempt> | undefined {
    const known = this.#kinds.get(name)
    if (known || this.#kinds.size >= kindsMax) return known
    const timer = setTimeout(() => void this.#end(name), minuteMilliseconds).unref()
    const kind = { own: 0, gathered: 0, last: undefined, timer }
    this.#kinds.set(name, kind)
    return kind
  }
}

const minuteMilliseconds = 60_000

/** So many attempts of one kind have an event each in a minute. */
const recordedMax = 20
/** More kinds at a time than anybody has: beyond, every attempt has an event. */
const kindsMax = 10_000

interface Kind<Attempt> {
  count: number
  /** The last of those without an event of their own. */
  last: Attempt | undefined
  readonly timer: NodeJS.Timeout
}

/**
 * Gathers attempts that fail alike, again and again, so that nobody fills the audit log with what does nothing: the
 * first ones of a minute have an event each, and those that follow one event together, which says how many they were.
 */
export class RepeatedFailures<Attempt> {
  readonly #kinds = new Map<string, Kind<Attempt>>()

  /** `record` writes the event of those that were gathered, by the last of them. */
  constructor(private readonly record: (last: Attempt, count: number) => Promise<void>) {}

  /** Whether an attempt is gathered; if not, it is to have an event of its own. */
  gathers(name: string, attempt: Attempt): boolean {
    let kind = this.#kinds.get(name)
    if (!kind) {
      if (this.#kinds.size >= kindsMax) return false
      const timer = setTimeout(() => void this.#end(name), minuteMilliseconds).unref()
      kind = { count: 0, last: undefined, timer }
      this.#kinds.set(name, kind)
    }
    kind.count++
    if (kind.count <= recordedMax) return false
    kind.last = attempt
    return true
  }

  /** Records what was gathered until now. */
  async flush(): Promise<void> {
    await Promise.all([...this.#kinds.keys()].map((name) => this.#end(name)))
  }

  async #end(name: string): Promise<void> {
    const kind = this.#kinds.get(name)
    if (!kind) return
    clearTimeout(kind.timer)
    this.#kinds.delete(name)
    if (kind.last !== undefined) await this.record(kind.last, kind.count - recordedMax)
  }
}

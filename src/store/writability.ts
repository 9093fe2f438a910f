import { ClustergateError } from '../errors.ts'
import { asUnavailable, isSyncFault, type Outage, StoreUnavailable } from './unavailable.ts'

/** A commit vouches for as long for the next one. */
const provenMilliseconds = 3_000
/** After a failure, the store is tried again no sooner. */
const pauseMilliseconds = 1_000
const probeMillisecondsMax = 3_000

/**
 * Whether a change could be committed, as told by the last one: only where none was lately, or where the last one
 * failed, is a small one made to find out.
 */
export class Writability {
  #provenAt = Number.NEGATIVE_INFINITY
  #failedAt = Number.NEGATIVE_INFINITY
  #failure: StoreUnavailable | undefined
  /** For good, until the store is opened anew. */
  #isLost = false
  #probing: Promise<void> | undefined

  constructor(
    /** Commits something; `isThorough` where it must need space of its own. */
    private readonly probe: (isThorough: boolean) => Promise<void>,
    /** Hears of a store that fails, and of one that works again. */
    private readonly onChange: (outage: Outage | undefined, cause: unknown) => void,
  ) {}

  /** Throws StoreUnavailable where nothing may be written any more. */
  checkNotLost(): void {
    if (this.#isLost) throw new StoreUnavailable('failing', this.#failure?.cause)
  }

  /** After a commit. What fits into a full store by chance does not make it one that works. */
  noteCommit(): void {
    if (!this.#failure) this.#provenAt = performance.now()
  }

  /** What a failed change is to be told as. */
  noteFailure(error: unknown): unknown {
    if (isSyncFault(error)) {
      this.#isLost = true
      this.#fail(new StoreUnavailable('failing', error))
      // Whether the change is on the disk is not known.
      return error
    }
    const unavailable = asUnavailable(error)
    if (unavailable) this.#fail(unavailable)
    return unavailable ?? error
  }

  /** Throws unless a change could be committed now. */
  async check(): Promise<void> {
    this.checkNotLost()
    const now = performance.now()
    if (!this.#failure && now - this.#provenAt < provenMilliseconds) return
    if (this.#failure && now - this.#failedAt < pauseMilliseconds) throw this.#failure
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = undefined
    })
    await inTime(this.#probing)
  }

  async #probe(): Promise<void> {
    try {
      await this.probe(this.#failure !== undefined)
      this.#provenAt = performance.now()
      if (!this.#failure) return
      this.#failure = undefined
      this.onChange(undefined, undefined)
    } catch (error) {
      // Others write, and that they do is a good sign.
      if (error instanceof ClustergateError && error.code === 'RATE_LIMITED') return
      throw error
    }
  }

  #fail(failure: StoreUnavailable): void {
    const isFirst = this.#failure === undefined
    this.#failure = failure
    this.#failedAt = performance.now()
    // Each that follows would say the same, and a full disk may hold the log, too.
    if (isFirst) this.onChange(failure.outage, failure.cause)
  }
}

/** A store that gives no answer is not waited for. */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable('unreachable')), probeMillisecondsMax)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
    // Nobody may be left to hear of it.
    work.catch(() => {})
  }
}

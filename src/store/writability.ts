import { ClustergateError, UnknownOutcome } from '../errors.ts'
import { within } from '../time-limit.ts'
import { asUnavailable, isSyncFault, type Outage, StoreUnavailable } from './unavailable.ts'

/** How long a commit proves that the next one is possible. */
const provenMilliseconds = 3_000
/** How long a failure counts before the store is tried again. */
const pauseMilliseconds = 1_000
const probeMillisecondsMax = 3_000

/**
 * Tells whether a change could be committed, by the outcome of the last one. Only when there was none lately, or when
 * the last one failed, a small change is made to find out.
 */
export class Writability {
  #provenAt = Number.NEGATIVE_INFINITY
  #failedAt = Number.NEGATIVE_INFINITY
  #failure: StoreUnavailable | undefined
  /** Stays true until the store is opened anew. */
  #isLost = false
  #probing: Promise<void> | undefined

  constructor(
    /** Commits a small change; a thorough one must need new space. */
    private readonly probe: (isThorough: boolean) => Promise<void>,
    /** Called when the store fails, and when it works again. */
    private readonly onChange: (outage: Outage | undefined, cause: unknown) => void,
  ) {}

  /** Throws StoreUnavailable where nothing may be written any more. */
  checkNotLost(): void {
    if (this.#isLost) throw new StoreUnavailable('failing', this.#failure?.cause)
  }

  /** Called after a commit. One that happens to fit into a full store does not end the outage. */
  noteCommit(): void {
    if (!this.#failure) this.#provenAt = performance.now()
  }

  /** The error to report for a failed change. */
  noteFailure(error: unknown): unknown {
    if (isSyncFault(error)) {
      this.#isLost = true
      this.#fail(new StoreUnavailable('failing', error))
      return new UnknownOutcome(error)
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
    await within(probeMillisecondsMax, this.#probing, () => {
      throw new StoreUnavailable('unreachable')
    })
  }

  async #probe(): Promise<void> {
    try {
      await this.probe(this.#failure !== undefined)
      this.#provenAt = performance.now()
      if (!this.#failure) return
      this.#failure = undefined
      this.onChange(undefined, undefined)
    } catch (error) {
      // The store is busy with the changes of others, so it takes changes.
      if (error instanceof ClustergateError && error.code === 'RATE_LIMITED') return
      throw error
    }
  }

  #fail(failure: StoreUnavailable): void {
    const isFirst = this.#failure === undefined
    this.#failure = failure
    this.#failedAt = performance.now()
    // Only the first failure is reported: later ones would say the same, and a full disk may hold the log too.
    if (isFirst) this.onChange(failure.outage, failure.cause)
  }
}

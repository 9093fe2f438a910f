import type { Ring } from './ring.ts'

interface WatchLog {
  info(data: object, text: string): void
  error(data: object, text: string): void
}

const lookMilliseconds = 5_000
const reportMilliseconds = 60_000

/**
 * Lets a running gateway take master keys that have changed, without a restart: every few seconds it looks at the file
 * that holds them, because orchestrators replace mounted secrets without a signal, and once a minute it reports its keys
 * to the store, where `clustergate key` sees them. What it cannot use is left alone and told in the log once.
 */
export class KeyWatch {
  #timer: NodeJS.Timeout | undefined
  #reportedAt = 0
  #told: string | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(
    private readonly ring: Ring,
    private readonly log: WatchLog,
    private readonly timer: () => number = () => performance.now(),
  ) {}

  async start(): Promise<void> {
    await this.#report()
    this.#timer = setInterval(() => void this.look(), lookMilliseconds).unref()
  }

  /** Why the keys could not be read anew the last time, undefined where they could. */
  get fault(): string | undefined {
    return this.#told
  }

  /** Looks now. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
    // While the store is away, the others notice after a while.
    await this.ring.leave().catch(() => {})
  }

  async #look(): Promise<void> {
    const isDue = this.timer() - this.#reportedAt >= reportMilliseconds
    try {
      if (isDue || this.ring.hasChanged()) await this.#refresh()
      this.#told = undefined
    } catch (error) {
      const { message } = error as Error
      if (message !== this.#told) this.log.error({ reason: message }, 'the master keys could not be read anew')
      this.#told = message
      // It goes on with those from before.
      if (isDue) await this.#report().catch(() => {})
    }
  }

  async #refresh(): Promise<void> {
    const before = this.ring.keys.ids.join(' ')
    await this.ring.refresh()
    const { ids } = this.ring.keys
    if (ids.join(' ') !== before) this.log.info({ keys: ids }, 'the master keys have changed')
    await this.#report()
  }

  async #report(): Promise<void> {
    await this.ring.report()
    this.#reportedAt = this.timer()
  }
}

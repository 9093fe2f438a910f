import { randomUUID } from 'node:crypto'
import type { Changes } from '../changes/changes.ts'
import { ClustergateError } from '../errors.ts'
import { denialAction } from '../policy/operations.ts'
import type { Clock } from '../store/store-clock.ts'
import type { CheckedToken } from './decision.ts'
import type { RefusalKind } from './refusal.ts'

/** Bounds the memory: beyond it, other denials get no event for a minute. */
const kindsMax = 10_000
const minuteMilliseconds = 60_000
const onceAMinute = { count: 1, milliseconds: minuteMilliseconds }

/** A denial of a request that carried a token of the account. */
export interface Denial {
  readonly token: CheckedToken
  /** Why; CREDENTIAL when the token is not accepted, or stands where it must not. */
  readonly reason: RefusalKind | 'CREDENTIAL'
  readonly ip: string | null
}

/**
 * Records denials in the audit log: of each token and reason the first one of a minute, whichever instance it comes to.
 * All of them are counted.
 */
export class Denials {
  /** When each token and reason got its event, as far as is known here, the oldest first: the store is asked for others. */
  readonly #recorded = new Map<string, number>()
  readonly #writing = new Set<Promise<void>>()

  constructor(
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Does not wait for the event: the request is denied, whatever the store takes. */
  note(denial: Denial): void {
    const now = this.clock()
    for (const [key, at] of this.#recorded) {
      if (at > now - minuteMilliseconds) break
      this.#recorded.delete(key)
    }
    const key = `${denial.token.id} ${denial.reason}`
    const recordedAt = this.#recorded.get(key)
    if (recordedAt === undefined ? this.#recorded.size >= kindsMax : recordedAt > now - minuteMilliseconds) return
    this.#recorded.set(key, now)
    const writing = this.#record(denial)
      .then((earlier) => {
        if (earlier !== undefined) this.#recorded.set(key, earlier)
      })
      .catch(this.onFault)
      .finally(() => this.#writing.delete(writing))
    this.#writing.add(writing)
  }

  /** Waits for the events that are being written. */
  async flush(): Promise<void> {
    await Promise.all(this.#writing)
  }

  /** Answers with the time of the event of another instance, in whose minute there is no other. */
  async #record({ token: { accountId, id, description }, reason, ip }: Denial): Promise<number | undefined> {
    const origin = { requestId: randomUUID(), ip, client: 'data plane' }
    const actor = { id, label: `database token “${description}”` }
    const error = new ClustergateError('FORBIDDEN', 'The data plane refused a request.')
    const event = { id, label: description, changes: [{ field: 'reason', before: null, after: reason }], error }
    return this.changes.recordWithin(onceAMinute, accountId, actor, denialAction, origin, event)
  }
}
